import type { DeliveredEvent, Delivery } from '../model/delivery.js';
import type { Webhook, WebhookState } from '../model/webhook.js';

/** What came of an attempt. */
export interface AttemptOutcome {
  readonly isDelivered: boolean;
  readonly answerStatus: number | undefined;
  readonly answer: string;
  readonly atMs: number;
}

/** An attempt of the event that is next for a webhook. */
export interface Attempt extends AttemptOutcome {
  readonly webhookId: string;
  /** The place of the webhook before it. */
  readonly from: bigint;
  readonly event: DeliveredEvent & { readonly place: bigint };
  /** When it is made again; undefined when it was delivered, or is given up. */
  readonly nextAtMs: number | undefined;
  /** When the webhook is paused or ended by it. */
  readonly stop: { readonly state: WebhookState; readonly reason: string } | undefined;
}

export interface LaneQuery {
  /** Those that changed in the last so many milliseconds, in whatever state; all that have something to send when undefined. */
  readonly changedWithinMs: number | undefined;
  readonly afterNumber: number;
  readonly limit: number;
}

/** The work of delivering, which one process at a time does. */
export abstract class DeliveryDuty {
  /** How often to look for what other processes did. */
  abstract readonly lookMs: number;

  /** Takes or keeps the duty for so long. @returns false when another process has it */
  abstract hold(holder: string, forMs: number): Promise<boolean>;

  abstract release(holder: string): Promise<void>;

  abstract lanes(query: LaneQuery): Promise<Webhook[]>;

  /** Tests and redeliveries that wait, oldest first. */
  abstract extras(webhookId: string): Promise<Delivery[]>;

  /**
   * Writes down an attempt of the next event together with the place that is reached by it.
   * @returns false, and changes nothing, when the webhook does not stand at `from`, is gone, or the duty is another's
   */
  abstract record(holder: string, attempt: Attempt): Promise<boolean>;

  abstract recordExtra(holder: string, webhookId: string, n: number, outcome: AttemptOutcome): Promise<void>;

  /** Nothing between the two places is wanted. */
  abstract skip(holder: string, webhookId: string, from: bigint, to: bigint): Promise<void>;
}
