import { type ClaimedRequest, ClaimedRequests } from '@app/utxo';
import { onceReached, reachStandbys } from '../reach-standbys.js';
import { read, type Statements } from '../statement.js';

export const CLAIMED_REQUEST = read('claimed_request', {
  parameters: { key_hash: 'bytea', now: 'timestamptz' },
  columns: { request_hash: 'bytea', txid: 'bytea', hash: 'bytea', height: 'bigint' },
  sql: `SELECT k.request_hash, t.txid, b.hash, b.height FROM idempotency_keys k
        JOIN transactions t ON t.key = k.transaction_key JOIN blocks b ON b.height = t.height
        WHERE k.key_hash = $1 AND k.expires_at > $2`,
});

/** Reads the keys that `append_block` has stored. */
export class SqlClaimedRequests extends ClaimedRequests {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async find(keyHash: Buffer, nowMs: number): Promise<ClaimedRequest | undefined> {
    const read = () => this.read(keyHash, nowMs);
    return onceReached(await read(), {
      read,
      reach: () => reachStandbys(this.statements),
      isSame: (one, other) => one.mined.blockHash.equals(other.mined.blockHash),
    });
  }

  private async read(keyHash: Buffer, nowMs: number) {
    const [row] = await this.statements.run(CLAIMED_REQUEST, { key_hash: keyHash, now: new Date(nowMs) });
    if (!row) return undefined;
    const mined = { txid: row.txid, blockHash: row.hash, height: Number(row.height) };
    return { requestHash: row.request_hash, mined };
  }
}
