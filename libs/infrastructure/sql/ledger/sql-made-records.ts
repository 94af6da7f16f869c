import { claimValues, type RequestClaim } from '@app/utxo';
import { KeyTaken, MadeRecords } from '@app/zakat';
import { ConstraintViolated } from '../database.errors.js';
import { read, type Statements } from '../statement.js';

export const MADE_RECORD = read('made_record', {
  parameters: { key_hash: 'bytea', now: 'timestamptz' },
  columns: { request_hash: 'bytea', id: 'uuid' },
  sql: `SELECT request_hash, made_record AS id FROM idempotency_keys
        WHERE key_hash = $1 AND expires_at > $2 AND made_record IS NOT NULL`,
});

export class SqlMadeRecords extends MadeRecords {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async find(keyHash: Buffer, nowMs: number): Promise<{ requestHash: Buffer; id: string } | undefined> {
    const [row] = await this.statements.run(MADE_RECORD, { key_hash: keyHash, now: new Date(nowMs) });
    return row && { requestHash: row.request_hash, id: row.id };
  }
}

/** What a statement that makes a record gives to `claim_record`. */
export function claimJson(claim: RequestClaim | undefined): string | null {
  return claim ? JSON.stringify(claimValues(claim)) : null;
}

/** @throws KeyTaken for a violation of the key's row */
export function refuseTakenKey(error: unknown): void {
  if (error instanceof ConstraintViolated && error.constraint === 'idempotency_keys_pkey') throw new KeyTaken(error);
}
