import { type Slice, sliceOf } from '@app/kernel';
import {
  type Attempt,
  type AttemptOutcome,
  Deliveries,
  type Delivery,
  DeliveryDuty,
  KEPT_DELIVERIES,
  type LaneQuery,
  type MakeOutcome,
  MOST_EXTRAS,
  MOST_WEBHOOKS,
  type NewExtra,
  type NewWebhook,
  type RequestKey,
  type SealedSecret,
  type Webhook,
  type WebhookChange,
  type WebhookQuery,
  Webhooks,
} from '@app/webhooks';

interface Stored {
  webhook: Webhook;
  readonly key: (RequestKey & { readonly atMs: number }) | undefined;
  readonly deliveries: Map<number, Delivery>;
  lastDelivery: number;
  /** The delivery that failed and is tried again. */
  waiting: number | undefined;
}

/** Webhooks that last as long as the process, which is the only one to deliver for them. */
export class MemoryWebhookStore {
  readonly byId = new Map<string, Stored>();
  private lastNumber = 0;

  add({ key, place, sealedSecret, ...terms }: NewWebhook): void {
    const webhook: Webhook = {
      ...terms,
      number: ++this.lastNumber,
      state: 'active',
      reason: undefined,
      place,
      failures: 0,
      dueAtMs: undefined,
      hasExtras: false,
      secret: { sealed: sealedSecret, former: undefined },
      revision: 1,
    };
    const kept = key && { ...key, atMs: terms.createdAtMs };
    this.byId.set(terms.id, { webhook, key: kept, deliveries: new Map(), lastDelivery: 0, waiting: undefined });
  }

  list(): Webhook[] {
    return [...this.byId.values()].map(shown);
  }

  find(id: string): Webhook | undefined {
    const stored = this.byId.get(id);
    return stored && shown(stored);
  }

  update(id: string, change: Partial<Webhook>): void {
    const stored = this.byId.get(id)!;
    stored.webhook = { ...stored.webhook, ...change };
  }

  extrasOf(id: string): Delivery[] {
    const stored = this.byId.get(id);
    return stored ? [...stored.deliveries.values()].filter(isExtra) : [];
  }

  keep(stored: Stored, delivery: Delivery): void {
    stored.deliveries.set(delivery.n, delivery);
    stored.lastDelivery = Math.max(stored.lastDelivery, delivery.n);
    stored.deliveries.delete(delivery.n - KEPT_DELIVERIES);
  }
}

function isExtra({ kind, status }: Delivery): boolean {
  return kind !== 'event' && status === 'waiting';
}

function shown({ webhook, deliveries }: Stored): Webhook {
  return { ...webhook, hasExtras: [...deliveries.values()].some(isExtra) };
}

export class MemoryWebhooks extends Webhooks {
  constructor(private readonly store: MemoryWebhookStore) {
    super();
  }

  override async make(webhook: NewWebhook): Promise<MakeOutcome> {
    const { key } = webhook;
    for (const { webhook: known, key: used } of this.store.byId.values()) {
      const isSame = key && used?.keyHash.equals(key.keyHash) && used.atMs >= key.forgottenBeforeMs;
      if (isSame) return { kind: 'made_before', id: known.id, requestHash: used!.requestHash };
    }
    const own = this.store.list().filter(({ owner }) => owner === webhook.owner);
    if (own.length >= MOST_WEBHOOKS) return { kind: 'full' };
    this.store.add(webhook);
    return { kind: 'made' };
  }

  override async find(id: string): Promise<Webhook | undefined> {
    return this.store.find(id);
  }

  override async page({ owner, afterNumber = 0, limit }: WebhookQuery): Promise<Webhook[]> {
    const all = this.store.list().filter((webhook) => owner === undefined || webhook.owner === owner);
    return all.filter(({ number }) => number > afterNumber).slice(0, limit);
  }

  override async change(read: Webhook, { terms, state, reason }: WebhookChange): Promise<boolean> {
    const { id } = read;
    const known = this.store.find(id);
    if (!known || known.revision !== read.revision || known.state !== read.state) return false;
    const begins = state === 'active' && (known.state !== 'active' || known.url !== terms.url);
    const schedule = begins ? { failures: 0, dueAtMs: undefined } : {};
    this.store.update(id, { ...terms, state, reason, ...schedule, revision: known.revision + 1 });
    return true;
  }

  override async replaceSecret(id: string, revision: number, secret: SealedSecret): Promise<boolean> {
    if (this.store.find(id)?.revision !== revision) return false;
    this.store.update(id, { secret, revision: revision + 1 });
    return true;
  }

  override async remove(id: string): Promise<void> {
    this.store.byId.delete(id);
  }
}

export class MemoryDeliveries extends Deliveries {
  constructor(private readonly store: MemoryWebhookStore) {
    super();
  }

  override async page(id: string, beforeN = Number.POSITIVE_INFINITY, limit: number): Promise<Slice<Delivery>> {
    const all = [...(this.store.byId.get(id)?.deliveries.values() ?? [])].filter(({ n }) => n < beforeN);
    return sliceOf(all.sort((one, other) => other.n - one.n).slice(0, limit + 1), limit);
  }

  override async find(id: string, n: number): Promise<Delivery | undefined> {
    return this.store.byId.get(id)?.deliveries.get(n);
  }

  override async queue(id: string, { kind, event, atMs }: NewExtra): Promise<Delivery | undefined> {
    const stored = this.store.byId.get(id);
    if (!stored || stored.webhook.state === 'ended' || this.store.extrasOf(id).length >= MOST_EXTRAS) return undefined;
    const outcome = { answerStatus: undefined, answer: undefined, attemptedAtMs: undefined };
    const begun = { status: 'waiting' as const, attempts: 0, createdAtMs: atMs, nextAtMs: atMs };
    const delivery: Delivery = { n: stored.lastDelivery + 1, kind, event, ...begun, ...outcome };
    this.store.keep(stored, delivery);
    this.store.update(id, { revision: stored.webhook.revision + 1 });
    return delivery;
  }
}

export class MemoryDeliveryDuty extends DeliveryDuty {
  constructor(private readonly store: MemoryWebhookStore) {
    super();
  }

  override readonly lookMs = 60_000;
  override hold = async () => true;
  override release = async () => {};

  override async lanes({ afterNumber, limit }: LaneQuery): Promise<Webhook[]> {
    return this.store
      .list()
      .filter(({ number }) => number > afterNumber)
      .slice(0, limit);
  }

  override async extras(id: string): Promise<Delivery[]> {
    return this.store.extrasOf(id);
  }

  override async record(_holder: string, attempt: Attempt): Promise<boolean> {
    const { webhookId: id, from, event, isDelivered, nextAtMs, stop } = attempt;
    const stored = this.store.byId.get(id);
    if (stored?.webhook.place !== from) return false;
    const n = stored.waiting ?? stored.lastDelivery + 1;
    const earlier = stored.deliveries.get(n);
    const { atMs, answerStatus, answer } = attempt;
    const status = isDelivered ? 'delivered' : nextAtMs === undefined ? 'failed' : 'waiting';
    const attempts = (earlier?.attempts ?? 0) + 1;
    const createdAtMs = earlier?.createdAtMs ?? atMs;
    const times = { createdAtMs, attemptedAtMs: atMs, nextAtMs };
    this.store.keep(stored, { n, kind: 'event', event, status, attempts, answerStatus, answer, ...times });
    stored.waiting = nextAtMs === undefined ? undefined : n;
    const failures = isDelivered ? 0 : stored.webhook.failures + 1;
    const place = isDelivered ? event.place : from;
    this.store.update(id, { place, failures, dueAtMs: nextAtMs, ...stop });
    return true;
  }

  override async recordExtra(_holder: string, id: string, n: number, outcome: AttemptOutcome): Promise<void> {
    const stored = this.store.byId.get(id);
    const delivery = stored?.deliveries.get(n);
    if (!delivery) return;
    const { isDelivered, answerStatus, answer, atMs: attemptedAtMs } = outcome;
    const status = isDelivered ? 'delivered' : 'failed';
    const attempts = delivery.attempts + 1;
    stored!.deliveries.set(n, {
      ...delivery,
      status,
      attempts,
      answerStatus,
      answer,
      attemptedAtMs,
      nextAtMs: undefined,
    });
  }

  override async skip(_holder: string, id: string, _from: bigint, to: bigint): Promise<void> {
    if (this.store.byId.has(id)) this.store.update(id, { place: to });
  }
}
