import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import {
  type Consolidation,
  type ConsolidationState,
  Consolidations,
  type Outpoint,
  type SignedPayment,
} from '@app/node-wallet';
import type { Database } from '../database.js';
import { retryConflicts } from '../retry-conflicts.js';
import { postEntry } from './post-entry.js';

const ATTEMPTS = 5;

export class TypeormConsolidations extends Consolidations {
  constructor(private readonly database: Database) {
    super();
  }

  override sign({ txid, hex, feeUnits, inputs }: SignedPayment, atMs: number): Promise<void> {
    return this.#atomically(async (query) => {
      await query(`INSERT INTO consolidations (txid, hex, fee, state, created_at) VALUES ($1, $2, $3, 'signed', $4)`, [
        txid,
        hex,
        feeUnits,
        new Date(atMs),
      ]);
      await query(
        'INSERT INTO payment_inputs (consolidation, txid, vout) SELECT $1, * FROM unnest($2::text[], $3::bigint[])',
        [txid, inputs.map((input) => input.txid), inputs.map(({ vout }) => vout)],
      );
    });
  }

  override async open(): Promise<Consolidation[]> {
    const rows = await this.database.query<{
      txid: string;
      hex: string;
      fee: string;
      state: ConsolidationState;
      inputs: Outpoint[];
    }>(
      `SELECT c.txid, c.hex, c.fee, c.state, (SELECT json_agg(json_build_object('txid', i.txid, 'vout', i.vout))
                                             FROM payment_inputs i WHERE i.consolidation = c.txid) AS inputs
       FROM consolidations c WHERE c.state IN ('signed', 'broadcast') ORDER BY c.created_at, c.txid`,
    );
    return rows.map(({ fee, ...row }) => ({ ...row, feeUnits: BigInt(fee) }));
  }

  override async feesSince(sinceMs: number): Promise<bigint> {
    const [row] = await this.database.query<{ units: string }>(
      `SELECT coalesce(sum(fee), 0) AS units FROM consolidations WHERE state <> 'dead' AND created_at > $1`,
      [new Date(sinceMs)],
    );
    return BigInt(row!.units);
  }

  override bookOut(txid: string, atMs: number): Promise<void> {
    return this.#atomically(async (query) => {
      const [moved] = await query<{ fee: string }>(
        `UPDATE consolidations SET state = 'broadcast' WHERE txid = $1 AND state = 'signed' RETURNING fee`,
        [txid],
      );
      if (!moved) return;
      const feeUnits = BigInt(moved.fee);
      const fresh = await query(
        `INSERT INTO operator_spends (txid, outflow, counted, confirmations, created_at) VALUES ($1, $2, true, 0, $3)
         ON CONFLICT (txid) DO NOTHING RETURNING 1`,
        [txid, feeUnits, new Date(atMs)],
      );
      // Known already where the reading of the wallet was faster.
      if (fresh.length === 0) return;
      const lines = [
        { account: 'house' as const, amountUnits: -feeUnits },
        { account: 'external' as const, amountUnits: feeUnits },
      ];
      await postEntry(query, { kind: 'consolidation', atMs, lines });
    });
  }

  override close(txid: string, state: 'final' | 'dead'): Promise<void> {
    return this.#atomically(async (query) => {
      await query(`UPDATE consolidations SET state = $2 WHERE txid = $1 AND state IN ('signed', 'broadcast')`, [
        txid,
        state,
      ]);
      if (state === 'dead') await query('DELETE FROM payment_inputs WHERE consolidation = $1', [txid]);
    });
  }

  #atomically<T>(work: (query: SqlQuery) => Promise<T>): Promise<T> {
    return retryConflicts(ATTEMPTS, () => this.database.transaction(work));
  }
}
