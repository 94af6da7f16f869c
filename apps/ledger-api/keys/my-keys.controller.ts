import { MakeApiKey, ManageApiKeys } from '@app/identity';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ADDRESS_REFUSALS } from '@app/wallet';
import { Body, Controller, Delete, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import type { Principal } from '../access/principal.js';
import { holderOf, KeyPath, KeyRequest, KeyResponse, keyJson, MadeKeyResponse, orderOf } from './keys.dto.js';

@ApiTags('keys')
@Controller('me/keys')
export class MyKeysController {
  constructor(
    private readonly makeKey: MakeApiKey,
    private readonly manageKeys: ManageApiKeys,
  ) {}

  @Post()
  @HttpCode(201)
  @Access('user')
  @ApiOperation({
    operationId: 'makeMyKey',
    summary: 'Make an API key',
    description:
      'For a program that acts for you, with `Authorization: Bearer`. The key is shown this once. It may do what its scopes say, within your own limits and its own, until it expires or is revoked; ending a session does not end it. In production making one needs a one-time password for payments.',
  })
  @ApiCreatedResponse({ type: MadeKeyResponse })
  @Refusals({
    400: {
      invalid_request: 'invalid request body',
      invalid_key_terms: [
        'scopes must be some of read, send, requests, zakat, webhooks',
        'networks must be up to 16 networks such as 10.0.0.0/8',
        'limit_per_day and addresses need the scope send or issue',
        'addresses must be at most 100',
        'expires_in must be from 60 to 315360000 seconds',
        'limit_per_day must be positive',
      ],
      invalid_address: ADDRESS_REFUSALS,
    },
    403: {
      key_needs_code: 'a key needs a fresh one-time password for payments',
      step_up_failed: 'invalid or expired otp for this payment',
    },
    409: {
      api_key_exists: 'a key with this name exists',
      too_many_api_keys: 'too many keys: revoke one first',
    },
  })
  async make(@Body() request: KeyRequest, @CurrentPrincipal() principal: Principal, @Ip() ip: string) {
    const { key, made } = await this.makeKey.execute(holderOf(principal), orderOf(request, ip));
    return { ...keyJson(made), key };
  }

  @Get()
  @Access('user')
  @ApiOperation({
    operationId: 'listMyKeys',
    summary: 'Your API keys',
    description: 'The newest first, with the last 50 that were revoked.',
  })
  @ApiOkResponse({ type: [KeyResponse] })
  async list(@CurrentPrincipal() principal: Principal) {
    return (await this.manageKeys.list(holderOf(principal))).map(keyJson);
  }

  @Delete(':id')
  @Access('user')
  @ApiOperation({
    operationId: 'revokeMyKey',
    summary: 'Revoke an API key',
    description: 'For good. Once more changes nothing.',
  })
  @ApiOkResponse({ type: KeyResponse })
  @Refusals({ 404: { api_key_not_found: 'key not found' } })
  async revoke(@Param() { id }: KeyPath, @CurrentPrincipal() principal: Principal) {
    return keyJson(await this.manageKeys.revoke(id, holderOf(principal)));
  }
}
