import { randomUUID } from 'node:crypto';
import { Clock, type Slice } from '@app/kernel';
import { type Delivery, TEST_TYPE } from '../model/delivery.js';
import type { WebhookScope } from '../model/webhook.js';
import { Deliveries, type NewExtra } from '../ports/deliveries.js';
import { LaneBell } from '../services/lane-bell.js';
import { DeliveryNotFound, TooManyExtras, WebhookEnded } from '../webhooks.errors.js';
import { ManageWebhooks } from './manage-webhooks.js';

/** What was sent for a webhook, and sending it once more. Tests and redeliveries are tried once, also while it is paused. */
export class ManageDeliveries {
  constructor(
    private readonly webhooks: ManageWebhooks,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
    private readonly bell: LaneBell,
  ) {}

  /** @throws WebhookNotFound */
  async page(
    scope: WebhookScope,
    id: string,
    page: { beforeN: number | undefined; limit: number },
  ): Promise<Slice<Delivery>> {
    await this.webhooks.show(scope, id);
    return this.deliveries.page(id, page.beforeN, page.limit);
  }

  /** @throws WebhookNotFound · DeliveryNotFound · WebhookEnded · TooManyExtras */
  async redeliver(scope: WebhookScope, id: string, n: number): Promise<Delivery> {
    const { state } = await this.webhooks.show(scope, id);
    const delivery = await this.deliveries.find(id, n);
    if (!delivery) throw new DeliveryNotFound();
    if (state === 'ended') throw new WebhookEnded();
    return this.queue(scope, id, { kind: 'redelivery', event: delivery.event, atMs: this.clock.nowMs() });
  }

  /** @throws WebhookNotFound · WebhookEnded · TooManyExtras */
  async test(scope: WebhookScope, id: string): Promise<Delivery> {
    const { state } = await this.webhooks.show(scope, id);
    if (state === 'ended') throw new WebhookEnded();
    const event = { id: `test-${randomUUID()}`, type: TEST_TYPE, place: undefined };
    return this.queue(scope, id, { kind: 'test', event, atMs: this.clock.nowMs() });
  }

  private async queue(scope: WebhookScope, id: string, extra: NewExtra): Promise<Delivery> {
    const queued = await this.deliveries.queue(id, extra);
    if (!queued) {
      // It may have been deleted, or have ended, since it was looked at.
      if ((await this.webhooks.show(scope, id)).state === 'ended') throw new WebhookEnded();
      throw new TooManyExtras();
    }
    this.bell.ring();
    return queued;
  }
}
