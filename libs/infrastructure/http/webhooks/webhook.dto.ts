import { DELIVERY_KINDS, DELIVERY_STATUSES, type Delivery, WEBHOOK_STATES, type Webhook } from '@app/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import type { LogCursor } from '../events/log-cursor.js';

/** A webhook as both APIs show it, but for whose events it tells. */
export class WebhookFields {
  /** @example "0c9d7a52-8a0c-4a6f-8f0a-6d0a8b1c2d3e" */
  id!: string;

  /** @example "https://hooks.example.com/mizan" */
  url!: string;

  /** @example ["block.created"] */
  types!: string[];

  /** @example "the shop" */
  description?: string;

  /** `paused`: by its owner, or because attempts failed for days. `ended`: its receiver answered 410. */
  @ApiProperty({ enum: WEBHOOK_STATES })
  state!: string;

  /** Why it is paused or ended. */
  reason?: string;

  /** Up to there in the log all that it tells was acknowledged; it stays where it is while nothing is delivered. Null before the first event of all */
  @ApiProperty({ type: 'string', nullable: true })
  cursor!: string | null;

  /** Failed attempts of the event that is next. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  failures!: number;

  /**
   * When that event is tried again.
   * @example "2026-11-27T18:00:05.000Z"
   */
  next_attempt_at?: string;

  /**
   * Until then the secret before this one signs too.
   * @example "2026-11-28T18:00:00.000Z"
   */
  former_secret_until?: string;

  /**
   * Who made it: `user:…`, `node:…`, `administrator:…` or `anonymous`.
   * @example "administrator:amina"
   */
  owner!: string;

  /**
   * RFC 3339.
   * @example "2026-11-27T18:00:00.000Z"
   */
  created_at!: string;
}

export class DeliveryResponse {
  /**
   * Counts the deliveries of a webhook from 1; the latest thousand are kept.
   * @example 17
   */
  @ApiProperty({ type: 'integer', minimum: 1 })
  n!: number;

  /** `event`: in the order of the log. The others were asked for, and are tried once. */
  @ApiProperty({ enum: DELIVERY_KINDS })
  kind!: string;

  /**
   * The `webhook-id` of its requests.
   * @example "block-000f3c6b7f8d4d1cb2d7a4b0a1f6e0a5c9d2b3e4f5a6978899aabbccddeeff00"
   */
  event_id!: string;

  /** @example "block.created" */
  event_type!: string;

  @ApiProperty({ enum: DELIVERY_STATUSES })
  status!: string;

  /** @example 1 */
  @ApiProperty({ type: 'integer', minimum: 0 })
  attempts!: number;

  /**
   * Status of HTTP, null where no answer came.
   * @example 200
   */
  @ApiProperty({ type: 'integer', nullable: true })
  answer_status!: number | null;

  /**
   * The beginning of the last answer, or why there was none; null before the first attempt.
   * @example "ok"
   */
  @ApiProperty({ type: 'string', nullable: true })
  answer!: string | null;

  /** @example "2026-11-27T18:00:00.000Z" */
  created_at!: string;

  /** @example "2026-11-27T18:00:00.000Z" */
  attempted_at?: string;

  /** @example "2026-11-27T18:00:05.000Z" */
  next_attempt_at?: string;
}

export class WebhookDeletedResponse {
  /** @example true */
  success!: boolean;
}

export function webhookFields(webhook: Webhook, cursor: LogCursor) {
  const { description, reason, dueAtMs, place, secret } = webhook;
  return {
    id: webhook.id,
    url: webhook.url,
    types: webhook.types,
    ...(description !== undefined && { description }),
    state: webhook.state,
    ...(reason !== undefined && { reason }),
    cursor: place < 0n ? null : cursor.encode(place),
    failures: webhook.failures,
    ...(dueAtMs !== undefined && { next_attempt_at: isoTime(dueAtMs) }),
    ...(secret.former && { former_secret_until: isoTime(secret.former.untilMs) }),
    owner: webhook.owner,
    created_at: isoTime(webhook.createdAtMs),
  };
}

export function deliveryJson(delivery: Delivery) {
  const { attemptedAtMs, nextAtMs } = delivery;
  return {
    n: delivery.n,
    kind: delivery.kind,
    event_id: delivery.event.id,
    event_type: delivery.event.type,
    status: delivery.status,
    attempts: delivery.attempts,
    answer_status: delivery.answerStatus ?? null,
    answer: delivery.answer ?? null,
    created_at: isoTime(delivery.createdAtMs),
    ...(attemptedAtMs !== undefined && { attempted_at: isoTime(attemptedAtMs) }),
    ...(nextAtMs !== undefined && { next_attempt_at: isoTime(nextAtMs) }),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
