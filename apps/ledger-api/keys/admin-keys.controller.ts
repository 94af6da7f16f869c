import { MakeApiKey, ManageApiKeys } from '@app/identity';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ADDRESS_REFUSALS } from '@app/wallet';
import { Body, Controller, Delete, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import type { Principal } from '../access/principal.js';
import { AdminKeyRequest, holderOf, KeyPath, KeyResponse, keyJson, MadeKeyResponse, orderOf } from './keys.dto.js';

@ApiTags('keys')
@Controller('admin/keys')
export class AdminKeysController {
  constructor(
    private readonly makeKey: MakeApiKey,
    private readonly manageKeys: ManageApiKeys,
  ) {}

  @Post()
  @HttpCode(201)
  @Access('administrator')
  @ApiOperation({
    operationId: 'makeAdminKey',
    summary: 'Make an API key of an administrator',
    description:
      'For a program that acts for the administrator who makes it: it approves and is written down in their name, and does not count as another administrator. It is refused when this administrator is no longer configured.',
  })
  @ApiCreatedResponse({ type: MadeKeyResponse })
  @Refusals({
    400: {
      invalid_request: 'invalid request body',
      invalid_key_terms: [
        'scopes must be some of read, issue, zakat, webhooks, admin',
        'networks must be up to 16 networks such as 10.0.0.0/8',
        'limit_per_day and addresses need the scope send or issue',
        'addresses must be at most 100',
        'expires_in must be from 60 to 315360000 seconds',
        'limit_per_day must be positive',
      ],
      invalid_address: ADDRESS_REFUSALS,
    },
    409: {
      api_key_exists: 'a key with this name exists',
      too_many_api_keys: 'too many keys: revoke one first',
    },
  })
  async make(@Body() request: AdminKeyRequest, @CurrentPrincipal() principal: Principal, @Ip() ip: string) {
    const { key, made } = await this.makeKey.execute(holderOf(principal), orderOf(request, ip));
    return { ...keyJson(made), key };
  }

  @Get()
  @Access('administrator')
  @ApiOperation({
    operationId: 'listAdminKeys',
    summary: 'API keys of the administrators',
    description: 'The newest first, with the last 50 of each that were revoked.',
  })
  @ApiOkResponse({ type: [KeyResponse] })
  async list(@CurrentPrincipal() principal: Principal) {
    return (await this.manageKeys.list(holderOf(principal))).map(keyJson);
  }

  @Delete(':id')
  @Access('administrator')
  @ApiOperation({
    operationId: 'revokeAdminKey',
    summary: 'Revoke any API key',
    description: 'A key of a user or of an administrator, for good. Once more changes nothing.',
  })
  @ApiOkResponse({ type: KeyResponse })
  @Refusals({ 404: { api_key_not_found: 'key not found' } })
  async revoke(@Param() { id }: KeyPath, @CurrentPrincipal() principal: Principal) {
    return keyJson(await this.manageKeys.revoke(id, holderOf(principal)));
  }
}
