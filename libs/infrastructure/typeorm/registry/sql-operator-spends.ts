import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { type CountedTransaction, type OperatorSpend, OperatorSpends } from '@app/node-wallet';
import type { Database } from '../database.js';
import { retryConflicts } from '../retry-conflicts.js';
import { bookDeposits } from './deposit-rows.js';
import { postEntry } from './post-entry.js';

const ATTEMPTS = 5;

interface SpendRow {
  outflow: string;
  counted: boolean;
  final: boolean;
}

/** In SQL: whole pages of the wallet are compared with the books as sets, and money is posted. */
export class SqlOperatorSpends extends OperatorSpends {
  constructor(private readonly database: Database) {
    super();
  }

  override async unknown(txids: readonly string[]): Promise<string[]> {
    return this.among(
      txids,
      `NOT EXISTS (SELECT FROM payments p WHERE p.txid = u.txid AND p.state <> 'failed')
       AND NOT EXISTS (SELECT FROM operator_spends s WHERE s.txid = u.txid)`,
    );
  }

  override async unaccounted(txids: readonly string[]): Promise<string[]> {
    return this.among(
      txids,
      `NOT EXISTS (SELECT FROM payments p WHERE p.txid = u.txid)
       AND NOT EXISTS (SELECT FROM deposits d WHERE d.txid = u.txid)
       AND NOT EXISTS (SELECT FROM operator_spends s WHERE s.txid = u.txid)`,
    );
  }

  override async unconfirmed(txids: readonly string[]): Promise<string[]> {
    return this.among(
      txids,
      `NOT EXISTS (SELECT FROM operator_spends s WHERE s.txid = u.txid AND (s.final OR s.confirmations > 0))
       AND NOT EXISTS (SELECT FROM payments p WHERE p.txid = u.txid AND (p.final OR p.confirmations > 0))
       AND NOT EXISTS (SELECT FROM deposits d WHERE d.txid = u.txid AND d.state <> 'reversed' AND (d.final OR d.confirmations > 0))`,
    );
  }

  override async booked(txids: readonly string[]): Promise<Map<string, bigint>> {
    if (txids.length === 0) return new Map();
    const rows = await this.database.query<{ txid: string; units: string }>(
      `SELECT txid, sum(units) AS units FROM (
         SELECT txid, -(amount + fee) AS units FROM payments
           WHERE txid = ANY ($1::text[]) AND state IN ('broadcast', 'confirmed') AND NOT conflicted
         UNION ALL SELECT txid, amount FROM deposits WHERE txid = ANY ($1::text[]) AND state <> 'reversed'
         UNION ALL SELECT txid, -outflow FROM operator_spends WHERE txid = ANY ($1::text[]) AND counted
       ) AS accounts GROUP BY txid`,
      [txids],
    );
    return new Map(rows.map(({ txid, units }) => [txid, BigInt(units)]));
  }

  override settle(transaction: CountedTransaction, atMs: number): Promise<void> {
    return this.atomically(async (query) => {
      const before = await lockedRow(query, transaction, atMs);
      if (before.final) return;
      const { txid, weight, confirmations, final } = transaction;
      await this.bookNodes(query, transaction, atMs);
      const counted = weight !== 'nothing';
      const outflow = counted ? -(await houseShare(query, transaction)) : BigInt(before.outflow);
      await query(
        'UPDATE operator_spends SET outflow = $2, counted = $3, confirmations = $4, final = $5 WHERE txid = $1',
        [txid, outflow, counted, confirmations, final],
      );
      const bookedUnits = before.counted ? BigInt(before.outflow) : 0n;
      await post(query, bookedUnits - (counted ? outflow : 0n), atMs);
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

  override async place(spends: readonly { txid: string; confirmations: number; final: boolean }[]): Promise<void> {
    await this.database.query(
      `UPDATE operator_spends s SET confirmations = u.confirmations, final = u.final
       FROM unnest($1::text[], $2::int[], $3::boolean[]) AS u(txid, confirmations, final) WHERE s.txid = u.txid AND s.counted`,
      [
        spends.map(({ txid }) => txid),
        spends.map(({ confirmations }) => confirmations),
        spends.map(({ final }) => final),
      ],
    );
  }

  /** What it pays to addresses of nodes are their deposits. */
  private async bookNodes(
    query: SqlQuery,
    { txid, outputs, confirmations }: CountedTransaction,
    atMs: number,
  ): Promise<void> {
    const addressed = outputs.filter(({ address }) => address !== null);
    if (addressed.length === 0) return;
    const rows = await query<{ address: string }>(
      `SELECT address FROM wallet_addresses WHERE address = ANY ($1::text[])
         AND NOT EXISTS (SELECT FROM payments p WHERE p.txid = $2 AND p.state <> 'failed')`,
      [addressed.map(({ address }) => address), txid],
    );
    const ofNodes = new Set(rows.map(({ address }) => address));
    const deposits = addressed.filter(({ address }) => ofNodes.has(address!));
    await bookDeposits(
      query,
      deposits.map((output) => ({ ...output, txid, coinbase: false, confirmations })),
      atMs,
    );
  }

  private async among(txids: readonly string[], condition: string): Promise<string[]> {
    if (txids.length === 0) return [];
    const rows = await this.database.query<{ txid: string }>(
      `SELECT DISTINCT u.txid FROM unnest($1::text[]) AS u(txid) WHERE ${condition}`,
      [txids],
    );
    return rows.map(({ txid }) => txid);
  }

  private atomically<T>(work: (query: SqlQuery) => Promise<T>): Promise<T> {
    return retryConflicts(ATTEMPTS, () => this.database.transaction(work));
  }
}

async function lockedRow(query: SqlQuery, { txid }: CountedTransaction, atMs: number): Promise<SpendRow> {
  await query(
    `INSERT INTO operator_spends (txid, outflow, counted, confirmations, created_at) VALUES ($1, 0, false, 0, $2)
     ON CONFLICT (txid) DO NOTHING`,
    [txid, new Date(atMs)],
  );
  const [row] = await query<SpendRow>(
    'SELECT outflow, counted, final FROM operator_spends WHERE txid = $1 FOR UPDATE',
    [txid],
  );
  return row!;
}

/** What Core has gained by a transaction and no node has an account of. */
async function houseShare(query: SqlQuery, { txid, effectUnits, weight }: CountedTransaction): Promise<bigint> {
  const [row] = await query<{ deposits: string; payment: string | null }>(
    `SELECT (SELECT coalesce(sum(amount), 0) FROM deposits WHERE txid = $1 AND state <> 'reversed') AS deposits,
            (SELECT amount + fee FROM payments WHERE txid = $1 AND state <> 'failed') AS payment`,
    [txid],
  );
  if (row!.payment !== null && weight !== 'whole') return 0n;
  return effectUnits + BigInt(row!.payment ?? 0) - BigInt(row!.deposits);
}

async function post(query: SqlQuery, houseUnits: bigint, atMs: number): Promise<void> {
  if (houseUnits === 0n) return;
  const lines = [
    { account: 'house' as const, amountUnits: houseUnits },
    { account: 'external' as const, amountUnits: -houseUnits },
  ];
  await postEntry(query, { kind: houseUnits < 0n ? 'operator_spend' : 'operator_spend_undone', atMs, lines });
}
