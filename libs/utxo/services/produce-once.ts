import { Clock, IdempotencyKeyReused, KeyVault } from '@app/kernel';
import type { BlockIntent, MinedTransaction } from '../model/block-intent.js';
import { CLAIM_COMPANION, claimOf, claimValues, type KeyedRequest, type RequestClaim } from '../model/keyed-request.js';
import { ClaimedRequests } from '../ports/claimed-requests.js';
import { ProduceBlocks } from './produce-blocks.js';
import { RequestsInFlight } from './requests-in-flight.js';

/**
 * Mines what a request asks for at most once, however often it is repeated with its key. The key is stored with the
 * transaction, in one database transaction, and nothing is stored of a request that failed.
 */
export class ProduceOnce {
  constructor(
    private readonly producer: ProduceBlocks,
    private readonly claimed: ClaimedRequests,
    private readonly inFlight: RequestsInFlight,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /**
   * Mines `intent`, or answers as the request with this key was answered before. Without a request it only mines.
   * @throws IdempotencyKeyReused · RequestInFlight, and what ProduceBlocks.submit throws
   */
  execute(intent: BlockIntent, request: KeyedRequest | undefined): Promise<MinedTransaction> {
    return request ? this.once(intent, this.claim(request)) : this.producer.submit(intent);
  }

  /**
   * The answer that the request was given before, if it was: for who wants to know before a condition is looked at that
   * may have changed since.
   * @throws IdempotencyKeyReused · RequestInFlight
   */
  async earlier(request: KeyedRequest): Promise<MinedTransaction | undefined> {
    const claim = this.claim(request);
    this.inFlight.refuse(claim);
    return this.find(claim);
  }

  private async once(intent: BlockIntent, claim: RequestClaim): Promise<MinedTransaction> {
    let leave = () => {};
    const settled = () => {
      intent.settled?.();
      leave();
    };
    let earlier: MinedTransaction | undefined;
    try {
      leave = this.inFlight.enter(claim);
      // Within the mark: the request that had it before has left, so its effect is stored.
      earlier = await this.find(claim);
    } catch (refusal) {
      settled();
      throw refusal;
    }
    if (earlier) {
      settled();
      return earlier;
    }
    const companion = { kind: CLAIM_COMPANION, values: claimValues(claim) };
    return this.producer.submit({
      plan: (coins) => {
        const planned = intent.plan(coins);
        return { ...planned, companions: [...(planned.companions ?? []), companion] };
      },
      // Not when the caller is answered: after "the outcome is unknown" the transaction may still be stored.
      settled,
    });
  }

  private async find({ keyHash, requestHash, createdAtMs }: RequestClaim): Promise<MinedTransaction | undefined> {
    const found = await this.claimed.find(keyHash, createdAtMs);
    if (!found) return undefined;
    if (!found.requestHash.equals(requestHash)) throw new IdempotencyKeyReused();
    return { ...found.mined, isReplay: true };
  }

  private claim(request: KeyedRequest): RequestClaim {
    return claimOf(request, this.vault, this.clock.nowMs());
  }
}
