import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Administrators, Clock, KeyVault, OwnerTurns } from '@app/kernel';
import type { Webhook } from '../model/webhook.js';
import { DeliveryDuty } from '../ports/delivery-duty.js';
import { DeliveryObserver } from '../ports/delivery-observer.js';
import { EventSource } from '../ports/event-source.js';
import { WebhookSender } from '../ports/webhook-sender.js';
import { Webhooks } from '../ports/webhooks.js';
import { DeliveryLane, type LaneContext, type LaneRest } from './delivery-lane.js';
import { LaneBell } from './lane-bell.js';
import { LaneNews } from './lane-news.js';

const TICK_MS = 500;
/** What another process committed may be seen this much later than it says. */
const CHANGED_MARGIN_MS = 10_000;
const HOLD_MS = 20_000;
const RENEW_MS = 5_000;
/** An attempt takes 10 s; none is begun that may last longer than the duty. */
const ATTEMPT_MS = 11_000;
const LANES_AT_ONCE = 1_000;
const ATTEMPTS_AT_ONCE = 256;
/** Fewer than the webhooks of one owner, so that one who is slow leaves places to others. */
const ATTEMPTS_OF_OWNER = 5;
const PAUSE_AFTER_FAILURE_MS = 1_000;
const GRACE_MS = 1_000;

interface Entry {
  readonly lane: DeliveryLane;
  state: 'resting' | 'queued' | 'acting';
  /** By the clock; undefined unless it rests until then. */
  dueAtMs: number | undefined;
}

/**
 * Delivers the events of a log to its webhooks. Every process of an API runs it, and the database gives the duty to one at a time; when that
 * one dies, another has it within 20 seconds.
 */
export class DeliverWebhooks {
  private readonly holder = randomUUID();
  private readonly entries = new Map<string, Entry>();
  private readonly turns = new OwnerTurns(ATTEMPTS_AT_ONCE, ATTEMPTS_OF_OWNER);
  private readonly news: LaneNews;
  private readonly context: LaneContext;
  /** By the monotonic clock; 0 without the duty. */
  private heldUntil = 0;
  private renewAt = 0;
  private lookedAt = 0;
  private nextLookAt = 0;
  private looking: Promise<void> | undefined;
  private isDue = false;
  private hasFailed = false;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    webhooks: Webhooks,
    private readonly duty: DeliveryDuty,
    private readonly source: EventSource,
    private readonly sender: WebhookSender,
    vault: KeyVault,
    private readonly clock: Clock,
    private readonly observer: DeliveryObserver,
    private readonly bell: LaneBell,
    administrators: Administrators,
  ) {
    this.news = new LaneNews(source.log, (lane) => this.enqueue(lane.id), this.tell);
    const ports = { webhooks, duty, source, sender, vault, clock, observer, administrators };
    this.context = {
      ...ports,
      holder: this.holder,
      isStopping: () => this.isStopped,
      onRefused: () => this.doubtDuty(),
    };
  }

  /** How long ago the oldest event happened that this process has read and not delivered, in seconds. */
  get oldestUndeliveredSeconds(): number {
    let oldest = this.clock.nowMs();
    for (const { lane } of this.entries.values()) oldest = Math.min(oldest, lane.undeliveredSinceMs ?? oldest);
    return Math.max(0, this.clock.nowMs() - oldest) / 1_000;
  }

  start(): void {
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
    this.source.onNews(() => this.readNews());
    this.bell.onRing(() => {
      this.nextLookAt = 0;
      this.isDue = true;
      this.tick();
    });
    this.look();
  }

  /** What is on its way gets a moment; then it is broken off, and sent again by the next process. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.looking;
    const ended = this.turns.end();
    await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
    this.sender.close();
    await ended;
    if (this.heldUntil > 0) await this.duty.release(this.holder).catch(this.tell);
  }

  /** What is due in this process, without asking the store. */
  private tick(): void {
    if (this.heldUntil > 0) {
      const nowMs = this.clock.nowMs();
      for (const [id, { lane, dueAtMs }] of this.entries) {
        if (dueAtMs !== undefined ? dueAtMs <= nowMs : lane.hasSkipped) this.enqueue(id);
      }
      this.readNews();
    }
    this.look();
  }

  private look(): void {
    const isDue =
      performance.now() >= (this.entries.size > 0 ? Math.min(this.nextLookAt, this.renewAt) : this.nextLookAt);
    if (this.isStopped || this.looking || !isDue) return;
    this.isDue = false;
    this.looking = this.lookOnce()
      .then(() => {
        this.hasFailed = false;
      })
      .catch((error: unknown) => {
        this.nextLookAt = performance.now() + PAUSE_AFTER_FAILURE_MS;
        this.tell(error);
      })
      .finally(() => {
        this.looking = undefined;
        if (this.isDue) this.look();
      });
  }

  /** It is told once until a look succeeds. */
  private readonly tell = (error: unknown): void => {
    if (!this.hasFailed) this.observer.onFailure(error);
    this.hasFailed = true;
  };

  private async lookOnce(): Promise<void> {
    this.nextLookAt = performance.now() + this.duty.lookMs;
    if (!(await this.keepDuty())) return;
    const elapsedMs = performance.now() - this.lookedAt;
    this.lookedAt = performance.now();
    await this.load(Math.ceil(elapsedMs) + CHANGED_MARGIN_MS);
  }

  /** Takes it only when there is something to deliver, so that idle processes write nothing. */
  private async keepDuty(): Promise<boolean> {
    const now = performance.now();
    if (now < this.renewAt) return true;
    if (this.entries.size === 0) {
      const some = await this.duty.lanes({ changedWithinMs: undefined, afterNumber: 0, limit: 1 });
      if (some.length === 0) return false;
    }
    const wasHeld = this.heldUntil > now;
    const isHeld = await this.duty.hold(this.holder, HOLD_MS);
    this.heldUntil = isHeld ? now + HOLD_MS : 0;
    this.renewAt = isHeld ? now + RENEW_MS : 0;
    if (!isHeld) this.forget();
    else if (!wasHeld) {
      this.forget();
      this.lookedAt = performance.now();
      await this.load(undefined);
    }
    return isHeld;
  }

  /** What others did meanwhile is to be read. */
  private forget(): void {
    for (const [id, { lane, state }] of this.entries) {
      // What is on its way has to end before the webhook sends again.
      if (state === 'acting') lane.isStale = true;
      else this.entries.delete(id);
    }
    this.news.forget();
  }

  private async load(changedWithinMs: number | undefined): Promise<void> {
    for (let afterNumber = 0; ; ) {
      const rows = await this.duty.lanes({ changedWithinMs, afterNumber, limit: LANES_AT_ONCE });
      for (const webhook of rows) this.take(webhook);
      if (rows.length < LANES_AT_ONCE) return;
      afterNumber = rows.at(-1)!.number;
    }
  }

  private take(webhook: Webhook): void {
    const known = this.entries.get(webhook.id);
    if (known) {
      if (known.lane.revision >= webhook.revision) return;
      known.lane.isStale = true;
    } else {
      if (webhook.state !== 'active' && !webhook.hasExtras) return;
      const lane = new DeliveryLane(webhook, this.context);
      this.entries.set(webhook.id, { lane, state: 'resting', dueAtMs: undefined });
    }
    this.enqueue(webhook.id);
  }

  private doubtDuty(): void {
    this.heldUntil = 0;
    this.renewAt = 0;
    this.nextLookAt = 0;
  }

  private enqueue(id: string): void {
    const entry = this.entries.get(id);
    if (entry?.state !== 'resting' || this.isStopped) return;
    entry.state = 'queued';
    entry.dueAtMs = undefined;
    this.news.leave(entry.lane);
    this.turns.enter(entry.lane.owner, () => this.turn(entry));
  }

  private async turn(entry: Entry): Promise<void> {
    const { lane } = entry;
    // The duty may have gone while it queued.
    if (this.isStopped || this.entries.get(lane.id) !== entry) return;
    if (performance.now() + ATTEMPT_MS >= this.heldUntil) {
      // Until the duty is renewed. To queue again now would leave the event loop no turn to renew it in.
      entry.state = 'resting';
      entry.dueAtMs = 0;
      return;
    }
    entry.state = 'acting';
    try {
      const rest = await lane.step();
      entry.state = 'resting';
      this.settle(entry, rest);
    } catch (error) {
      entry.state = 'resting';
      entry.dueAtMs = this.clock.nowMs() + PAUSE_AFTER_FAILURE_MS;
      this.tell(error);
    }
  }

  private settle(entry: Entry, rest: LaneRest): void {
    const { lane } = entry;
    // Its owner did something while it acted: it looks again, whatever it found.
    if (lane.isStale || rest.kind === 'more') this.enqueue(lane.id);
    else if (rest.kind === 'over') this.entries.delete(lane.id);
    else if (rest.kind === 'later') entry.dueAtMs = rest.dueAtMs;
    else if (!this.news.join(lane)) this.enqueue(lane.id);
  }

  private readNews(): void {
    if (this.heldUntil > 0 && !this.isStopped) this.news.read();
  }
}
