import {
  type Attempt,
  type AttemptOutcome,
  type Delivery,
  DeliveryDuty,
  KEPT_DELIVERIES,
  type LaneQuery,
  type Webhook,
} from '@app/webhooks';
import type { Statements } from '../statement.js';
import { deliveryOf, webhookOf } from './webhook-rows.js';
import {
  CHANGED_WEBHOOKS,
  HOLD_WEBHOOK_DUTY,
  RECORD_WEBHOOK_ATTEMPT,
  RECORD_WEBHOOK_EXTRA,
  RELEASE_WEBHOOK_DUTY,
  SKIP_WEBHOOK_PLACES,
  WAITING_EXTRAS,
  WEBHOOK_LANES,
} from './webhook-statements.js';

/** No other process writes to an embedded database, and where each call has its price others are looked after less often. */
const LOOK_MS = { embedded: 60_000, postgres: 1_000, supabase: 15_000 };

/** The duty as a row with an end, which the holder moves on. What is written down asks for the row. */
export class SqlDeliveryDuty extends DeliveryDuty {
  override readonly lookMs: number;
  /** No other process can have the database. */
  private readonly isAlone: boolean;

  constructor(
    private readonly statements: Statements,
    kind: 'embedded' | 'postgres' | 'supabase',
  ) {
    super();
    this.isAlone = kind === 'embedded';
    this.lookMs = LOOK_MS[kind];
  }

  override async hold(holder: string, forMs: number): Promise<boolean> {
    const held = await this.statements.run(HOLD_WEBHOOK_DUTY, { holder, ms: forMs, alone: this.isAlone });
    return held.length > 0;
  }

  override async release(holder: string): Promise<void> {
    await this.statements.run(RELEASE_WEBHOOK_DUTY, { holder });
  }

  override async lanes({ changedWithinMs, afterNumber, limit }: LaneQuery): Promise<Webhook[]> {
    const values = { after_number: afterNumber, row_limit: limit };
    const rows =
      changedWithinMs === undefined
        ? await this.statements.run(WEBHOOK_LANES, values)
        : await this.statements.run(CHANGED_WEBHOOKS, { within_ms: changedWithinMs, ...values });
    return rows.map(webhookOf);
  }

  override async extras(webhook: string): Promise<Delivery[]> {
    return (await this.statements.run(WAITING_EXTRAS, { webhook })).map(deliveryOf);
  }

  override async record(holder: string, attempt: Attempt): Promise<boolean> {
    const { event, nextAtMs, stop } = attempt;
    const [row] = await this.statements.run(RECORD_WEBHOOK_ATTEMPT, {
      holder,
      webhook: attempt.webhookId,
      from_place: attempt.from,
      event_id: event.id,
      event_type: event.type,
      event_place: event.place,
      delivered: attempt.isDelivered,
      answer_status: attempt.answerStatus ?? null,
      answer: attempt.answer,
      at: new Date(attempt.atMs),
      next_at: nextAtMs === undefined ? null : new Date(nextAtMs),
      state: stop?.state ?? null,
      reason: stop?.reason ?? null,
      kept: KEPT_DELIVERIES,
    });
    return row!.recorded;
  }

  override async recordExtra(holder: string, webhook: string, n: number, outcome: AttemptOutcome): Promise<void> {
    await this.statements.run(RECORD_WEBHOOK_EXTRA, {
      holder,
      webhook,
      n,
      delivered: outcome.isDelivered,
      answer_status: outcome.answerStatus ?? null,
      answer: outcome.answer,
      at: new Date(outcome.atMs),
    });
  }

  override async skip(holder: string, webhook: string, from: bigint, to: bigint): Promise<void> {
    await this.statements.run(SKIP_WEBHOOK_PLACES, { holder, webhook, from_place: from, to_place: to });
  }
}
