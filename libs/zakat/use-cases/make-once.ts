import { Clock, IdempotencyKeyReused, KeyVault } from '@app/kernel';
import { claimOf, type KeyedRequest, type RequestClaim, RequestsInFlight } from '@app/utxo';
import { KeyTaken } from '../declarations.errors.js';
import { MadeRecords } from '../ports/made-records.js';

/** A record with an ID of its own, and how it is stored and found again. */
export interface Making<Made> {
  /** Stores the record under `claim` and returns its ID. @throws KeyTaken */
  make(claim: RequestClaim | undefined): Promise<string>;
  find(id: string): Promise<Made | undefined>;
}

export interface MadeOnce<Made> {
  readonly record: Made;
  /** True when an earlier request made it. */
  readonly isReplay: boolean;
}

/** Makes a record once for a request with a key, however often it comes, and anew for each one without. */
export class MakeOnce {
  constructor(
    private readonly made: MadeRecords,
    private readonly inFlight: RequestsInFlight,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /** @throws IdempotencyKeyReused · RequestInFlight · what `make` throws */
  async execute<Made>(request: KeyedRequest | undefined, making: Making<Made>): Promise<MadeOnce<Made>> {
    if (!request) return this.fresh(undefined, making);
    const claim = claimOf(request, this.vault, this.clock.nowMs());
    const leave = this.inFlight.enter(claim);
    try {
      return (await this.earlier(claim, making)) ?? (await this.fresh(claim, making));
    } catch (error) {
      // Another process was faster.
      const earlier = error instanceof KeyTaken ? await this.earlier(claim, making) : undefined;
      // The key stands for a request of another kind.
      if (error instanceof KeyTaken && !earlier) throw new IdempotencyKeyReused();
      if (!earlier) throw error;
      return earlier;
    } finally {
      leave();
    }
  }

  private async fresh<Made>(claim: RequestClaim | undefined, { make, find }: Making<Made>): Promise<MadeOnce<Made>> {
    return { record: (await find(await make(claim)))!, isReplay: false };
  }

  private async earlier<Made>(claim: RequestClaim, { find }: Making<Made>): Promise<MadeOnce<Made> | undefined> {
    const found = await this.made.find(claim.keyHash, claim.createdAtMs);
    if (!found) return undefined;
    if (!found.requestHash.equals(claim.requestHash)) throw new IdempotencyKeyReused();
    return { record: (await find(found.id))!, isReplay: true };
  }
}
