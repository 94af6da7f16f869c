import { createHash } from 'node:crypto';
import { type Clock, IDEMPOTENCY_KEY_LIFETIME_MS, IdempotencyKeyReused } from '@app/kernel';
import { PaymentInFlight } from '@app/node-wallet';
import type { AnsweredRequest, DevnetStore, KeyedRequest } from './devnet-store.js';

/** Makes the row that is to be stored with an act, from what the act answers; of a request without a key there is none. */
export type AnswerRow = (answer: string) => AnsweredRequest | undefined;

/** Carries out an act once for a key, however often it is asked for and after every restart. */
export class KeyedActs {
  /** Fingerprints of the requests that are being carried out. */
  private readonly working = new Map<string, string>();

  constructor(
    private readonly store: DevnetStore,
    private readonly clock: Clock,
  ) {}

  /**
   * @param asked what the request is for; under one key it must be the same each time
   * @param act stores its row together with what it changes
   * @param replay what to do instead when that has happened before
   * @throws IdempotencyKeyReused, PaymentInFlight
   */
  async once(
    request: KeyedRequest | undefined,
    asked: string,
    act: (row: AnswerRow) => Promise<string>,
    replay: () => Promise<void>,
  ): Promise<string> {
    if (!request) return act(() => undefined);
    const { caller, key } = request;
    const name = `${caller}\n${key}`;
    const fingerprint = createHash('sha256').update(asked).digest('hex');
    const working = this.working.get(name);
    if (working !== undefined) throw working === fingerprint ? new PaymentInFlight() : new IdempotencyKeyReused();
    this.working.set(name, fingerprint);
    try {
      const atMs = this.clock.nowMs();
      const earlier = await this.store.answerTo({ caller, key }, atMs - IDEMPOTENCY_KEY_LIFETIME_MS);
      if (!earlier) return await act((answer) => ({ caller, key, fingerprint, answer, atMs }));
      if (earlier.fingerprint !== fingerprint) throw new IdempotencyKeyReused();
      await replay();
      return earlier.answer;
    } finally {
      this.working.delete(name);
    }
  }
}
