import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { leadOn } from '@app/infrastructure/http/paging.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { WebhookDeletedResponse } from '@app/infrastructure/http/webhooks/webhook.dto.js';
import {
  descriptionOfMaking,
  ENDED,
  FULL,
  NO_WEBHOOK,
  URL_REFUSALS,
} from '@app/infrastructure/http/webhooks/webhook-texts.js';
import { type Caller, CredentialPolicy, keyHolderOf, type NodeId, nameOf, readableEvents } from '@app/node-registry';
import { MakeWebhook, ManageWebhooks } from '@app/webhooks';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnyNodeMay } from '../access/node-acts.js';
import { EVENT_DENIALS, INVALID_CURSOR, scopeOf } from './webhook-refusals.js';
import {
  ChangeWebhookRequest,
  MakeWebhookRequest,
  WebhookPageQuery,
  WebhookPath,
  WebhookResponse,
  WebhooksResponse,
  WebhookWithSecretResponse,
  webhookJson,
} from './webhooks.dto.js';

const cursorOfList = new PageCursor('webhooks');

@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly makeWebhook: MakeWebhook,
    private readonly webhooks: ManageWebhooks,
    private readonly policy: CredentialPolicy,
  ) {}

  @Post()
  @HttpCode(201)
  @AnyNodeMay()
  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Have events posted to a URL',
    description: descriptionOfMaking(
      `In production a node may have the events of the directory, and with \`node\` all of
its own; administrators everything.`,
    ),
  })
  @TakesIdempotencyKey()
  @ApiCreatedResponse({ type: WebhookWithSecretResponse })
  @DetailRefusals({
    400: { invalid_idempotency_key: 'Invalid Idempotency-Key', ...URL_REFUSALS },
    403: EVENT_DENIALS,
    409: FULL,
    422: { idempotency_key_reused: 'Idempotency-Key was already used for another request' },
  })
  async create(
    @Body() { url, types, node, description }: MakeWebhookRequest,
    @CurrentPrincipal() caller: Caller,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    readableEvents({ caller, node, types }, this.policy);
    const idempotency = key === undefined ? undefined : { key, caller: keyHolderOf(caller) };
    const request = { url, types: [...new Set(types)], subject: node, description, owner: nameOf(caller), idempotency };
    const { webhook, secret, isReplay } = await this.makeWebhook.execute(request);
    if (isReplay) reply.header('Idempotency-Replayed', 'true');
    return { ...webhookJson(webhook), secret };
  }

  @Get()
  @AnyNodeMay()
  @ApiOperation({
    operationId: 'listWebhooks',
    summary: 'Your webhooks',
    description: 'In the order in which they were made; administrators see everybody’s.',
  })
  @ApiOkResponse({ type: WebhooksResponse })
  @DetailRefusals({ 400: INVALID_CURSOR, 422: {} })
  async list(@Query() { limit, cursor }: WebhookPageQuery, @CurrentPrincipal() caller: Caller) {
    const after = cursorOfList.decode(cursor);
    const scope = scopeOf(caller, this.policy);
    const page = await this.webhooks.page(scope, after === undefined ? undefined : Number(after), limit!);
    const next = leadOn(page, { cursor: cursorOfList, key: ({ number }) => number });
    return { webhooks: page.rows.map(webhookJson), next_cursor: next };
  }

  @Get(':id')
  @AnyNodeMay()
  @ApiOperation({ operationId: 'getWebhook', summary: 'A webhook, and how far its deliveries are' })
  @ApiOkResponse({ type: WebhookResponse })
  @DetailRefusals({ 404: NO_WEBHOOK, 422: {} })
  async show(@Param() { id }: WebhookPath, @CurrentPrincipal() caller: Caller) {
    return webhookJson(await this.webhooks.show(scopeOf(caller, this.policy), id));
  }

  @Patch(':id')
  @AnyNodeMay()
  @ApiOperation({
    operationId: 'changeWebhook',
    summary: 'Change, pause or resume a webhook',
    description:
      'What is left out stays. A webhook that is resumed, or whose URL is changed, begins its schedule of attempts anew.',
  })
  @ApiOkResponse({ type: WebhookResponse })
  @DetailRefusals({ 400: URL_REFUSALS, 403: EVENT_DENIALS, 404: NO_WEBHOOK, 409: ENDED, 422: {} })
  async change(
    @Body() { types, ...changed }: ChangeWebhookRequest,
    @Param() { id }: WebhookPath,
    @CurrentPrincipal() caller: Caller,
  ) {
    const scope = scopeOf(caller, this.policy);
    if (types) {
      const { subject } = await this.webhooks.show(scope, id);
      readableEvents({ caller, node: subject as NodeId | undefined, types }, this.policy);
    }
    const asked = types && [...new Set(types)];
    return webhookJson(await this.webhooks.change(scope, id, { ...changed, types: asked }, nameOf(caller)));
  }

  @Delete(':id')
  @AnyNodeMay()
  @ApiOperation({
    operationId: 'deleteWebhook',
    summary: 'Delete a webhook with its deliveries',
    description: 'What is on its way at this moment may still arrive.',
  })
  @ApiOkResponse({ type: WebhookDeletedResponse })
  @DetailRefusals({ 404: NO_WEBHOOK, 422: {} })
  async remove(@Param() { id }: WebhookPath, @CurrentPrincipal() caller: Caller) {
    await this.webhooks.remove(scopeOf(caller, this.policy), id, nameOf(caller));
    return { success: true };
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @AnyNodeMay()
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Replace the secret of a webhook',
    description:
      'For 24 hours requests carry a signature by each of the two. The one before those, if it still signed, ends now.',
  })
  @ApiOkResponse({ type: WebhookWithSecretResponse })
  @DetailRefusals({ 404: NO_WEBHOOK, 422: {} })
  async rotate(@Param() { id }: WebhookPath, @CurrentPrincipal() caller: Caller) {
    const scope = scopeOf(caller, this.policy);
    const { webhook, secret } = await this.webhooks.rotateSecret(scope, id, nameOf(caller));
    return { ...webhookJson(webhook), secret };
  }
}
