import type { Slice } from '@app/kernel';
import type { DeliveredEvent, Delivery } from '../model/delivery.js';

export interface NewExtra {
  readonly kind: 'redelivery' | 'test';
  readonly event: DeliveredEvent;
  readonly atMs: number;
}

/** What was sent for a webhook, as its owner reads it, and what they want sent once more. */
export abstract class Deliveries {
  /** The latest first, below `beforeN`. */
  abstract page(webhookId: string, beforeN: number | undefined, limit: number): Promise<Slice<Delivery>>;

  abstract find(webhookId: string, n: number): Promise<Delivery | undefined>;

  /** To be sent once, soon. @returns undefined when too many wait, or the webhook is gone or has ended */
  abstract queue(webhookId: string, extra: NewExtra): Promise<Delivery | undefined>;
}
