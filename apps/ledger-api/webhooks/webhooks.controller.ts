import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { WebhookDeletedResponse } from '@app/infrastructure/http/webhooks/webhook.dto.js';
import {
  descriptionOfMaking,
  ENDED,
  FULL,
  NO_WEBHOOK,
  URL_REFUSALS,
} from '@app/infrastructure/http/webhooks/webhook-texts.js';
import { AppMode } from '@app/kernel';
import { ADDRESS_REFUSALS, parseAddress } from '@app/wallet';
import { MakeWebhook, ManageWebhooks, type Webhook } from '@app/webhooks';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { nameOf, type Principal } from '../access/principal.js';
import { grantEvents } from '../events/event-rights.js';
import { KEY_REFUSALS, keyedBy, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { answerList } from '../presentation/paged-list.js';
import { PAGE_REFUSALS } from '../zakat/zakat-refusals.js';
import { EVENT_DENIALS, scopeOf, TYPE_REFUSALS } from './webhook-refusals.js';
import {
  ChangeWebhookRequest,
  eventTypesOf,
  MakeWebhookRequest,
  WebhookPath,
  WebhookResponse,
  WebhookWithSecretResponse,
  webhookJson,
} from './webhooks.dto.js';

const MEMBERS = { demo: 'guest', production: 'member' } as const;

@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly makeWebhook: MakeWebhook,
    private readonly webhooks: ManageWebhooks,
    private readonly mode: AppMode,
  ) {}

  @Post()
  @HttpCode(201)
  @Access(MEMBERS, 'webhooks')
  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Have events posted to a URL',
    description: descriptionOfMaking(
      'In production a user may have what is public, and what concerns their own wallet.',
    ),
  })
  @TakesIdempotencyKey()
  @ApiCreatedResponse({ type: WebhookWithSecretResponse, headers: REPLAYED_HEADER })
  @Refusals({
    400: {
      invalid_request: 'invalid request body',
      ...KEY_REFUSALS[400],
      invalid_address: ADDRESS_REFUSALS,
      ...TYPE_REFUSALS,
      ...URL_REFUSALS,
    },
    403: EVENT_DENIALS,
    409: FULL,
    422: KEY_REFUSALS[422],
  })
  async create(
    @Body() { url, types, address, description }: MakeWebhookRequest,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const subject = address === undefined ? undefined : parseAddress(address);
    const asked = eventTypesOf(types);
    grantEvents({ types: asked, address: subject }, principal, this.mode);
    const idempotency = keyedBy(principal, key);
    const request = { url, types: asked, subject, description, owner: nameOf(principal), idempotency };
    const { webhook, secret, isReplay } = await this.makeWebhook.execute(request);
    markReplay(reply, isReplay);
    return { ...webhookJson(webhook), secret };
  }

  @Get()
  @Access(MEMBERS, 'webhooks')
  @ApiOperation({
    operationId: 'listWebhooks',
    summary: 'Your webhooks',
    description:
      'In the order in which they were made; administrators see everybody’s. The whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [WebhookResponse] })
  @Refusals({ 400: PAGE_REFUSALS })
  list(
    @Query() page: PageQuery,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const scope = scopeOf(principal, this.mode);
    return answerList<Webhook>({
      request,
      page,
      reply,
      cursor: new PageCursor('webhooks'),
      read: (afterNumber, limit) => this.webhooks.page(scope, afterNumber, limit),
      key: ({ number }) => number,
      print: webhookJson,
    });
  }

  @Get(':id')
  @Access(MEMBERS, 'webhooks')
  @ApiOperation({ operationId: 'getWebhook', summary: 'A webhook, and how far its deliveries are' })
  @ApiOkResponse({ type: WebhookResponse })
  @Refusals({ 404: NO_WEBHOOK })
  async show(@Param() { id }: WebhookPath, @CurrentPrincipal() principal: Principal) {
    return webhookJson(await this.webhooks.show(scopeOf(principal, this.mode), id));
  }

  @Patch(':id')
  @Access(MEMBERS, 'webhooks')
  @ApiOperation({
    operationId: 'changeWebhook',
    summary: 'Change, pause or resume a webhook',
    description:
      'What is left out stays. A webhook that is resumed, or whose URL is changed, begins its schedule of attempts anew.',
  })
  @ApiOkResponse({ type: WebhookResponse })
  @Refusals({
    400: { invalid_request: 'invalid request body', ...TYPE_REFUSALS, ...URL_REFUSALS },
    403: EVENT_DENIALS,
    404: NO_WEBHOOK,
    409: ENDED,
  })
  async change(
    @Body() { types, ...changed }: ChangeWebhookRequest,
    @Param() { id }: WebhookPath,
    @CurrentPrincipal() principal: Principal,
  ) {
    const scope = scopeOf(principal, this.mode);
    const asked = types && eventTypesOf(types);
    if (asked) {
      const { subject } = await this.webhooks.show(scope, id);
      grantEvents({ types: asked, address: subject }, principal, this.mode);
    }
    return webhookJson(await this.webhooks.change(scope, id, { ...changed, types: asked }, nameOf(principal)));
  }

  @Delete(':id')
  @Access(MEMBERS, 'webhooks')
  @ApiOperation({
    operationId: 'deleteWebhook',
    summary: 'Delete a webhook with its deliveries',
    description: 'What is on its way at this moment may still arrive.',
  })
  @ApiOkResponse({ type: WebhookDeletedResponse })
  @Refusals({ 404: NO_WEBHOOK })
  async remove(@Param() { id }: WebhookPath, @CurrentPrincipal() principal: Principal) {
    await this.webhooks.remove(scopeOf(principal, this.mode), id, nameOf(principal));
    return { success: true };
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Access(MEMBERS, 'webhooks')
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Replace the secret of a webhook',
    description:
      'For 24 hours requests carry a signature by each of the two. The one before those, if it still signed, ends now.',
  })
  @ApiOkResponse({ type: WebhookWithSecretResponse })
  @Refusals({ 404: NO_WEBHOOK })
  async rotate(@Param() { id }: WebhookPath, @CurrentPrincipal() principal: Principal) {
    const scope = scopeOf(principal, this.mode);
    const { webhook, secret } = await this.webhooks.rotateSecret(scope, id, nameOf(principal));
    return { ...webhookJson(webhook), secret };
  }
}
