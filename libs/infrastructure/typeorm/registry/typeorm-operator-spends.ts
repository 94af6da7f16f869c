import { type OperatorSpend, OperatorSpends } from '@app/node-registry';
import type { Database, SqlQuery } from '../database.js';
import { retryConflicts } from '../retry-conflicts.js';
import { postEntry } from './post-entry.js';

const ATTEMPTS = 5;

export class TypeormOperatorSpends extends OperatorSpends {
  constructor(private readonly database: Database) {
    super();
  }

  override async unknown(txids: readonly string[]): Promise<string[]> {
    if (txids.length === 0) return [];
    const rows = await this.database.query<{ txid: string }>(
      `SELECT DISTINCT u.txid FROM unnest($1::text[]) AS u(txid)
       WHERE NOT EXISTS (SELECT FROM payments p WHERE p.txid = u.txid)
         AND NOT EXISTS (SELECT FROM operator_spends s WHERE s.txid = u.txid)`,
      [txids],
    );
    return rows.map(({ txid }) => txid);
  }

  override book({ txid, outflowUnits, counted, confirmations }: OperatorSpend, atMs: number): Promise<void> {
    return this.#atomically(async (query) => {
      const fresh = await query(
        `INSERT INTO operator_spends (txid, outflow, counted, confirmations, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (txid) DO NOTHING RETURNING 1`,
        [txid, outflowUnits, counted, confirmations, new Date(atMs)],
      );
      if (fresh.length > 0 && counted) await post(query, 'operator_spend', -outflowUnits, atMs);
    });
  }

  override async unsettled(): Promise<OperatorSpend[]> {
    const rows = await this.database.query<{
      txid: string;
      outflow: string;
      counted: boolean;
      confirmations: number;
    }>('SELECT txid, outflow, counted, confirmations FROM operator_spends WHERE NOT final ORDER BY created_at, txid');
    return rows.map(({ outflow, ...row }) => ({ ...row, outflowUnits: BigInt(outflow) }));
  }

  override move(
    { txid, outflowUnits, counted: was }: OperatorSpend,
    { counted, confirmations, final }: { counted: boolean; confirmations: number; final: boolean },
    atMs: number,
  ): Promise<void> {
    return this.#atomically(async (query) => {
      const moved = await query(
        `UPDATE operator_spends SET counted = $3, confirmations = $4, final = $5 WHERE txid = $1 AND counted = $2
         RETURNING 1`,
        [txid, was, counted, confirmations, final],
      );
      if (moved.length === 0 || counted === was) return;
      if (counted) await post(query, 'operator_spend', -outflowUnits, atMs);
      else await post(query, 'operator_spend_undone', outflowUnits, atMs);
    });
  }

  #atomically<T>(work: (query: SqlQuery) => Promise<T>): Promise<T> {
    return retryConflicts(ATTEMPTS, () => this.database.transaction(work));
  }
}

async function post(query: SqlQuery, kind: string, houseUnits: bigint, atMs: number): Promise<void> {
  if (houseUnits === 0n) return;
  const lines = [
    { account: 'house' as const, amountUnits: houseUnits },
    { account: 'external' as const, amountUnits: -houseUnits },
  ];
  await postEntry(query, { kind, atMs, lines });
}
