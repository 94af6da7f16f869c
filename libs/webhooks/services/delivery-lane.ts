import { type Administrators, type Clock, type KeyVault, type LoggedEvent, nameOfAdministrator } from '@app/kernel';
import { type Delivery, EXCERPT_LENGTH } from '../model/delivery.js';
import { RETRY_DELAYS_MS, retryDelayMs } from '../model/retry-schedule.js';
import type { Webhook } from '../model/webhook.js';
import { openSecrets } from '../model/webhook-secret.js';
import type { Attempt, AttemptOutcome, DeliveryDuty } from '../ports/delivery-duty.js';
import type { DeliveryObserver } from '../ports/delivery-observer.js';
import type { EventSource } from '../ports/event-source.js';
import type { WebhookSender } from '../ports/webhook-sender.js';
import type { Webhooks } from '../ports/webhooks.js';

export interface LaneContext {
  readonly holder: string;
  readonly webhooks: Webhooks;
  readonly duty: DeliveryDuty;
  readonly source: EventSource;
  readonly sender: WebhookSender;
  readonly vault: KeyVault;
  readonly clock: Clock;
  readonly observer: DeliveryObserver;
  readonly administrators: Administrators;
  isStopping(): boolean;
  /** The store did not take an attempt: another process may have the duty. */
  onRefused(): void;
}

/**
 * What is to be done about a lane: `more` at once, nothing until the log goes on (`at_end`), nothing before `dueAtMs`, or nothing at all
 * until its owner does something (`over`).
 */
export type LaneRest =
  | { readonly kind: 'more' | 'at_end' | 'over' }
  | { readonly kind: 'later'; readonly dueAtMs: number };

const MORE: LaneRest = { kind: 'more' };
const OVER: LaneRest = { kind: 'over' };
const OWNER_HAS_LEFT = 'who made it is no administrator any more';
const PAGE = 50;
/** A webhook is read again before it is used after so long: it may have been deleted. */
const REREAD_MS = 1_000;
/** What is passed over without a delivery is written down so often at most. */
export const SKIP_EVERY_MS = 10 * 60_000;

/** The deliveries of one webhook, one after the other, in the order of the log. */
export class DeliveryLane {
  /** Its owner did something since it was read. */
  isStale = false;
  private events: LoggedEvent[] = [];
  private hasMore = true;
  /** Read up to there. */
  private scanned: bigint;
  private skippedAt = performance.now();
  private readAt = performance.now();
  /** Sent, and not written down because the store failed: it is not sent again for that. */
  private unrecorded: Attempt | undefined;

  constructor(
    private webhook: Webhook,
    private readonly context: LaneContext,
  ) {
    this.scanned = webhook.place;
  }

  get id(): string {
    return this.webhook.id;
  }

  get owner(): string {
    return this.webhook.owner;
  }

  get subject(): string | undefined {
    return this.webhook.subject;
  }

  get types(): readonly string[] {
    return this.webhook.types;
  }

  get revision(): number {
    return this.webhook.revision;
  }

  get reached(): bigint {
    return this.scanned;
  }

  /** When the oldest event happened that was read and is not delivered. */
  get undeliveredSinceMs(): number | undefined {
    return this.webhook.state === 'active' ? this.events[0]?.timeMs : undefined;
  }

  /** Whether a step would write down what was passed over. */
  get hasSkipped(): boolean {
    return this.scanned > this.webhook.place && performance.now() - this.skippedAt > SKIP_EVERY_MS;
  }

  /** While it is at the end: nothing up to there is wanted. */
  passOver(place: bigint): void {
    if (place > this.scanned) this.scanned = place;
  }

  /** While it is at the end: the log went on. */
  goOn(): void {
    this.hasMore = true;
  }

  /** Delivers one event or extra, or finds that there is none. */
  async step(): Promise<LaneRest> {
    if (this.unrecorded) await this.record(this.unrecorded);
    const isOld = performance.now() - this.readAt > REREAD_MS;
    if ((this.isStale || isOld) && !(await this.reload())) return OVER;
    if (this.webhook.hasExtras) return this.sendExtra();
    const { state, dueAtMs } = this.webhook;
    if (state !== 'active') return OVER;
    if (this.ownerHasLeft()) return this.pause(OWNER_HAS_LEFT);
    if (dueAtMs !== undefined && dueAtMs > this.context.clock.nowMs()) return { kind: 'later', dueAtMs };
    if (this.events.length === 0 && this.hasMore) await this.readOn();
    const [event] = this.events;
    if (event) return this.deliver(event);
    return this.hasMore ? MORE : this.restAtEnd();
  }

  private async reload(): Promise<boolean> {
    this.isStale = false;
    this.readAt = performance.now();
    const webhook = await this.context.webhooks.find(this.webhook.id);
    if (!webhook) return false;
    const isSame = webhook.revision === this.webhook.revision && webhook.place === this.webhook.place;
    this.webhook = webhook;
    if (isSame) return true;
    this.events = [];
    this.scanned = webhook.place;
    this.hasMore = true;
    return true;
  }

  /** Administrators come and go with the configuration, and are told everything. */
  private ownerHasLeft(): boolean {
    const name = nameOfAdministrator(this.webhook.owner);
    return name !== undefined && !this.context.administrators.isNamed(name);
  }

  private async pause(reason: string): Promise<LaneRest> {
    const { url, types, description } = this.webhook;
    const change = { terms: { url, types, description }, state: 'paused' as const, reason, by: 'system' };
    if (await this.context.webhooks.change(this.webhook, change)) this.context.observer.onStopped(this.id, reason);
    this.isStale = true;
    return OVER;
  }

  private async readOn(): Promise<void> {
    const { types, subject } = this.webhook;
    const query = { after: this.scanned, limit: PAGE, types: new Set(types), subject };
    const { events, next, hasMore } = await this.context.source.log.page(query);
    this.events = [...events];
    this.hasMore = hasMore;
    if (next > this.scanned) this.scanned = next;
  }

  private async restAtEnd(): Promise<LaneRest> {
    if (this.hasSkipped) {
      const { holder, duty } = this.context;
      await duty.skip(holder, this.id, this.webhook.place, this.scanned);
      this.webhook = { ...this.webhook, place: this.scanned };
      this.skippedAt = performance.now();
    }
    return { kind: 'at_end' };
  }

  private async deliver(event: LoggedEvent): Promise<LaneRest> {
    const { source, clock } = this.context;
    const outcome = await this.send(event.id, source.print(event));
    // It was broken off: the receiver has not failed.
    if (!outcome.isDelivered && this.context.isStopping()) return OVER;
    const { stop, nextAtMs } = this.consequence(outcome, clock.nowMs());
    const { id, type, place } = event;
    const from = this.webhook.place;
    await this.record({ ...outcome, webhookId: this.id, from, event: { id, type, place }, nextAtMs, stop });
    return MORE;
  }

  private consequence({ isDelivered, answerStatus, answer }: AttemptOutcome, nowMs: number) {
    if (isDelivered) return { stop: undefined, nextAtMs: undefined };
    if (answerStatus === 410) {
      const reason = 'the receiver answered 410 Gone';
      return { stop: { state: 'ended' as const, reason }, nextAtMs: undefined };
    }
    const delayMs = retryDelayMs(this.webhook.failures + 1);
    if (delayMs !== undefined) return { stop: undefined, nextAtMs: nowMs + delayMs };
    const last = answerStatus === undefined ? answer : `the receiver answered ${answerStatus}`;
    const reason = `${RETRY_DELAYS_MS.length + 1} attempts failed; the last: ${last}`;
    return { stop: { state: 'paused' as const, reason }, nextAtMs: undefined };
  }

  private async record(attempt: Attempt): Promise<void> {
    const { holder, duty, observer } = this.context;
    this.unrecorded = attempt;
    const isRecorded = await duty.record(holder, attempt);
    this.unrecorded = undefined;
    if (!isRecorded) {
      this.isStale = true;
      this.context.onRefused();
      return;
    }
    const { isDelivered, event, nextAtMs: dueAtMs, stop } = attempt;
    if (isDelivered) {
      this.events.shift();
      this.skippedAt = performance.now();
      this.webhook = { ...this.webhook, place: event.place, failures: 0, dueAtMs: undefined };
      return;
    }
    const state = stop?.state ?? this.webhook.state;
    this.webhook = { ...this.webhook, state, failures: this.webhook.failures + 1, dueAtMs };
    if (stop) observer.onStopped(this.id, stop.reason);
  }

  private async sendExtra(): Promise<LaneRest> {
    const { holder, duty } = this.context;
    const [extra, ...others] = await duty.extras(this.id);
    if (extra) {
      const body = await this.bodyOf(extra);
      const outcome = body === undefined ? this.forgotten() : await this.send(extra.event.id, body);
      if (!outcome.isDelivered && this.context.isStopping()) return OVER;
      await duty.recordExtra(holder, this.id, extra.n, outcome);
    }
    if (others.length === 0) this.webhook = { ...this.webhook, hasExtras: false };
    return MORE;
  }

  /** Undefined when the log does not have the event any more. */
  private async bodyOf({ event, createdAtMs }: Delivery): Promise<string | undefined> {
    const { source } = this.context;
    const { id, type, place } = event;
    if (place === undefined) {
      return source.printTest({ id, type, timeMs: createdAtMs, data: { webhook: this.id } });
    }
    const query = { after: place - 1n, limit: 1, types: new Set([type]), subject: this.webhook.subject };
    const found = (await source.log.page(query)).events[0];
    return found?.id === id ? source.print(found) : undefined;
  }

  private forgotten(): AttemptOutcome {
    const atMs = this.context.clock.nowMs();
    return { isDelivered: false, answerStatus: undefined, answer: 'the event is not in the log', atMs };
  }

  private async send(id: string, body: string): Promise<AttemptOutcome> {
    const { vault, clock, sender, observer } = this.context;
    const atMs = clock.nowMs();
    const secrets = await openSecrets(this.id, this.webhook.secret, vault, atMs);
    const outcome = await sender.send({ url: this.webhook.url, id, body, secrets, atMs });
    const isAnswered = outcome.kind === 'answered';
    const isDelivered = isAnswered && outcome.status >= 200 && outcome.status < 300;
    observer.onAttempt(isDelivered ? 'delivered' : 'failed');
    const answer = (isAnswered ? outcome.excerpt : outcome.reason).slice(0, EXCERPT_LENGTH);
    return { isDelivered, answerStatus: isAnswered ? outcome.status : undefined, answer, atMs };
  }
}
