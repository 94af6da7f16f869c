/** The type of what `POST …/test` sends. */
export const TEST_TYPE = 'webhook.test';

/** Deliveries that are kept of one webhook, the latest ones. */
export const KEPT_DELIVERIES = 1_000;
/** Tests and redeliveries of one webhook that may wait. */
export const MOST_EXTRAS = 20;
/** Characters of an answer that are kept. */
export const EXCERPT_LENGTH = 500;

export const DELIVERY_KINDS = ['event', 'redelivery', 'test'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];
export const DELIVERY_STATUSES = ['waiting', 'delivered', 'failed'] as const;

export interface DeliveredEvent {
  readonly id: string;
  readonly type: string;
  /** Where it stands in the log; undefined for a test, which stands nowhere. */
  readonly place: bigint | undefined;
}

/** An event on its way to the receiver of a webhook, with what came of it. */
export interface Delivery {
  /** Counts the deliveries of one webhook from 1. */
  readonly n: number;
  readonly kind: DeliveryKind;
  readonly event: DeliveredEvent;
  readonly status: (typeof DELIVERY_STATUSES)[number];
  readonly attempts: number;
  /** Of the last attempt: the status of HTTP, undefined where no answer came. */
  readonly answerStatus: number | undefined;
  /** The beginning of the answer, or why there was none. */
  readonly answer: string | undefined;
  readonly createdAtMs: number;
  readonly attemptedAtMs: number | undefined;
  /** Undefined once it is over. */
  readonly nextAtMs: number | undefined;
}
