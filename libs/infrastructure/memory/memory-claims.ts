import type { TransactionEffects } from '@app/chain';
import { CLAIM_COMPANION } from '@app/utxo';

interface StoredClaim {
  readonly keyHash: string;
  readonly requestHash: Buffer;
  readonly transactionKey: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** The idempotency keys of the chain in memory, under the rule that the table's primary key enforces. */
export class MemoryClaims {
  /** By the key's hash in hex; the oldest first. */
  private readonly claims = new Map<string, StoredClaim>();

  find(keyHash: string): StoredClaim | undefined {
    return this.claims.get(keyHash);
  }

  /**
   * The claims of a block whose first transaction gets `firstKey`, for {@link store}. One that has expired gives way.
   * @throws Error when a key has had its effect
   */
  read(transactions: readonly TransactionEffects[], firstKey: number): StoredClaim[] {
    const claims = transactions.flatMap(({ companions }, position) =>
      companions
        .filter(({ kind }) => kind === CLAIM_COMPANION)
        .map(({ values }) => ({
          keyHash: values.key_hash!,
          requestHash: Buffer.from(values.request_hash!, 'hex'),
          transactionKey: firstKey + position,
          createdAtMs: Date.parse(values.created_at!),
          expiresAtMs: Date.parse(values.expires_at!),
        })),
    );
    const taken = ({ keyHash, createdAtMs }: StoredClaim) => (this.claims.get(keyHash)?.expiresAtMs ?? 0) > createdAtMs;
    if (claims.some(taken) || new Set(claims.map(({ keyHash }) => keyHash)).size < claims.length) {
      throw new Error('a request with this idempotency key has had its effect');
    }
    return claims;
  }

  store(claims: readonly StoredClaim[]): void {
    for (const claim of claims) {
      this.claims.delete(claim.keyHash);
      this.claims.set(claim.keyHash, claim);
      this.sweep(claim.createdAtMs);
    }
  }

  private sweep(nowMs: number): void {
    for (const { keyHash, expiresAtMs } of this.claims.values()) {
      if (expiresAtMs > nowMs) return;
      this.claims.delete(keyHash);
    }
  }
}
