import { toHex } from '@app/chain';
import { IdempotencyKeyReused, RequestInFlight } from '@app/kernel';
import type { RequestClaim } from '../model/keyed-request.js';

/**
 * The keyed requests of this process whose fate is open. Nothing else has to be looked at: another process does not
 * write, and should it begin to, the store refuses the second effect.
 */
export class RequestsInFlight {
  private readonly requests = new Map<string, Buffer>();

  /**
   * Marks a request as being worked on until the returned function is called, which must be when its effect is stored or
   * can never be.
   * @throws IdempotencyKeyReused · RequestInFlight
   */
  enter(claim: RequestClaim): () => void {
    this.refuse(claim);
    const key = toHex(claim.keyHash);
    this.requests.set(key, claim.requestHash);
    return () => this.requests.delete(key);
  }

  /** @throws IdempotencyKeyReused · RequestInFlight, when a request with this key is being worked on */
  refuse({ keyHash, requestHash }: RequestClaim): void {
    const earlier = this.requests.get(toHex(keyHash));
    if (earlier) throw earlier.equals(requestHash) ? new RequestInFlight() : new IdempotencyKeyReused();
  }
}
