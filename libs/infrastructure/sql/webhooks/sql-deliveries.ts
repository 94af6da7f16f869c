import { type Slice, sliceOf } from '@app/kernel';
import { Deliveries, type Delivery, KEPT_DELIVERIES, MOST_EXTRAS, type NewExtra } from '@app/webhooks';
import type { Statements } from '../statement.js';
import { deliveryOf } from './webhook-rows.js';
import { FIND_WEBHOOK_DELIVERY, QUEUE_WEBHOOK_DELIVERY, WEBHOOK_DELIVERIES } from './webhook-statements.js';

export class SqlDeliveries extends Deliveries {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async page(webhook: string, beforeN: number | undefined, limit: number): Promise<Slice<Delivery>> {
    const values = { webhook, before_n: beforeN ?? Number.MAX_SAFE_INTEGER, row_limit: limit + 1 };
    const rows = await this.statements.run(WEBHOOK_DELIVERIES, values);
    return sliceOf(rows.map(deliveryOf), limit);
  }

  override async find(webhook: string, n: number): Promise<Delivery | undefined> {
    const [row] = await this.statements.run(FIND_WEBHOOK_DELIVERY, { webhook, n });
    return row && deliveryOf(row);
  }

  override async queue(webhook: string, { kind, event, atMs }: NewExtra): Promise<Delivery | undefined> {
    const [row] = await this.statements.run(QUEUE_WEBHOOK_DELIVERY, {
      webhook,
      kind,
      event_id: event.id,
      event_type: event.type,
      event_place: event.place ?? null,
      at: new Date(atMs),
      most: MOST_EXTRAS,
      kept: KEPT_DELIVERIES,
    });
    return row!.n === null ? undefined : this.find(webhook, Number(row!.n));
  }
}
