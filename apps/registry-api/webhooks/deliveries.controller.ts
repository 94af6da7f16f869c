import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { leadOn } from '@app/infrastructure/http/paging.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { DeliveryResponse, deliveryJson } from '@app/infrastructure/http/webhooks/webhook.dto.js';
import {
  DESCRIPTION_OF_REDELIVERY,
  DESCRIPTION_OF_TEST,
  ENDED,
  NO_WEBHOOK,
  WAITING,
} from '@app/infrastructure/http/webhooks/webhook-texts.js';
import { type Caller, CredentialPolicy } from '@app/node-registry';
import { ManageDeliveries } from '@app/webhooks';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnyNodeMay } from '../access/node-acts.js';
import { INVALID_CURSOR, scopeOf } from './webhook-refusals.js';
import { DeliveriesResponse, DeliveryPath, WebhookPageQuery, WebhookPath } from './webhooks.dto.js';

@ApiTags('webhooks')
@Controller('webhooks/:id')
export class DeliveriesController {
  constructor(
    private readonly deliveries: ManageDeliveries,
    private readonly policy: CredentialPolicy,
  ) {}

  @Get('deliveries')
  @AnyNodeMay()
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'What was sent for a webhook, and what came of it',
    description: 'The latest first, of the last thousand.',
  })
  @ApiOkResponse({ type: DeliveriesResponse })
  @DetailRefusals({ 400: INVALID_CURSOR, 404: NO_WEBHOOK, 422: {} })
  async list(
    @Param() { id }: WebhookPath,
    @Query() { limit, cursor }: WebhookPageQuery,
    @CurrentPrincipal() caller: Caller,
  ) {
    const place = new PageCursor('webhook deliveries', { id });
    const before = place.decode(cursor);
    const asked = { beforeN: before === undefined ? undefined : Number(before), limit: limit! };
    const page = await this.deliveries.page(scopeOf(caller, this.policy), id, asked);
    return {
      deliveries: page.rows.map(deliveryJson),
      next_cursor: leadOn(page, { cursor: place, key: ({ n }) => n }),
    };
  }

  @Post('deliveries/:n/redeliver')
  @HttpCode(202)
  @AnyNodeMay()
  @ApiOperation({
    operationId: 'redeliverWebhookEvent',
    summary: 'Send an event once more',
    description: DESCRIPTION_OF_REDELIVERY,
  })
  @ApiAcceptedResponse({ type: DeliveryResponse })
  @DetailRefusals({
    404: { ...NO_WEBHOOK, delivery_not_found: 'delivery not found' },
    409: ENDED,
    422: {},
    429: WAITING,
  })
  async redeliver(@Param() { id, n }: DeliveryPath, @CurrentPrincipal() caller: Caller) {
    return deliveryJson(await this.deliveries.redeliver(scopeOf(caller, this.policy), id, n));
  }

  @Post('test')
  @HttpCode(202)
  @AnyNodeMay()
  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Send a test',
    description: DESCRIPTION_OF_TEST,
  })
  @ApiAcceptedResponse({ type: DeliveryResponse })
  @DetailRefusals({ 404: NO_WEBHOOK, 409: ENDED, 422: {}, 429: WAITING })
  async test(@Param() { id }: WebhookPath, @CurrentPrincipal() caller: Caller) {
    return deliveryJson(await this.deliveries.test(scopeOf(caller, this.policy), id));
  }
}
