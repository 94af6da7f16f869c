import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { DeliveryResponse, deliveryJson } from '@app/infrastructure/http/webhooks/webhook.dto.js';
import {
  DESCRIPTION_OF_REDELIVERY,
  DESCRIPTION_OF_TEST,
  ENDED,
  NO_WEBHOOK,
  WAITING,
} from '@app/infrastructure/http/webhooks/webhook-texts.js';
import { AppMode } from '@app/kernel';
import { type Delivery, ManageDeliveries } from '@app/webhooks';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import type { Principal } from '../access/principal.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { answerList } from '../presentation/paged-list.js';
import { PAGE_REFUSALS } from '../zakat/zakat-refusals.js';
import { scopeOf } from './webhook-refusals.js';
import { DeliveryPath, WebhookPath } from './webhooks.dto.js';

const MEMBERS = { demo: 'guest', production: 'member' } as const;

@ApiTags('webhooks')
@Controller('webhooks/:id')
export class DeliveriesController {
  constructor(
    private readonly deliveries: ManageDeliveries,
    private readonly mode: AppMode,
  ) {}

  @Get('deliveries')
  @Access(MEMBERS, 'webhooks')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'What was sent for a webhook, and what came of it',
    description: 'The latest first, of the last thousand; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [DeliveryResponse] })
  @Refusals({ 400: PAGE_REFUSALS, 404: NO_WEBHOOK })
  list(
    @Param() { id }: WebhookPath,
    @Query() page: PageQuery,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const scope = scopeOf(principal, this.mode);
    return answerList<Delivery>({
      request,
      page,
      reply,
      cursor: new PageCursor('webhook deliveries', { id }),
      read: (beforeN, limit) => this.deliveries.page(scope, id, { beforeN, limit }),
      key: ({ n }) => n,
      print: deliveryJson,
    });
  }

  @Post('deliveries/:n/redeliver')
  @HttpCode(202)
  @Access(MEMBERS, 'webhooks')
  @ApiOperation({
    operationId: 'redeliverWebhookEvent',
    summary: 'Send an event once more',
    description: DESCRIPTION_OF_REDELIVERY,
  })
  @ApiAcceptedResponse({ type: DeliveryResponse })
  @Refusals({
    404: { ...NO_WEBHOOK, delivery_not_found: 'delivery not found' },
    409: ENDED,
    429: WAITING,
  })
  async redeliver(@Param() { id, n }: DeliveryPath, @CurrentPrincipal() principal: Principal) {
    return deliveryJson(await this.deliveries.redeliver(scopeOf(principal, this.mode), id, n));
  }

  @Post('test')
  @HttpCode(202)
  @Access(MEMBERS, 'webhooks')
  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Send a test',
    description: DESCRIPTION_OF_TEST,
  })
  @ApiAcceptedResponse({ type: DeliveryResponse })
  @Refusals({ 404: NO_WEBHOOK, 409: ENDED, 429: WAITING })
  async test(@Param() { id }: WebhookPath, @CurrentPrincipal() principal: Principal) {
    return deliveryJson(await this.deliveries.test(scopeOf(principal, this.mode), id));
  }
}
