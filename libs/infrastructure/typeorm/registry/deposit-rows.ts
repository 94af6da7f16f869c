import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { Deposit, DepositState } from '@app/node-wallet';
import { depositLines, type Standing } from './deposit-lines.js';
import { lockAccounts } from './lock-accounts.js';
import { postEntries } from './post-entry.js';

export interface DepositRow {
  id: string;
  txid: string;
  vout: string;
  wallet_id: string | null;
  amount: string;
  state: DepositState;
  confirmations: number;
}

export const DEPOSIT_COLUMNS = 'id, txid, vout, wallet_id, amount, state, confirmations';

export const NO_STANDING: Standing = { availableUnits: 0n, owedUnits: 0n };

export interface NewDeposit {
  readonly txid: string;
  readonly vout: number;
  /** null when the output pays none. */
  readonly address: string | null;
  readonly amountUnits: bigint;
  readonly coinbase: boolean;
  readonly confirmations: number;
}

/**
 * Adds the rows of deposits and returns those that are new, in the order of `entries`. The owner is looked up here, so an
 * address counts from the moment it is stored.
 */
export async function insertDeposits(
  query: SqlQuery,
  entries: readonly (NewDeposit & { state: DepositState })[],
  at: Date,
): Promise<Deposit[]> {
  const rows = await query<DepositRow>(
    `INSERT INTO deposits (txid, vout, wallet_id, address, amount, coinbase, state, confirmations, created_at)
     SELECT e.txid, e.vout, CASE WHEN e.coinbase THEN NULL ELSE a.wallet_id END, e.address, e.amount, e.coinbase, e.state,
            e.confirmations, $8
     FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::boolean[], $6::text[], $7::int[])
          WITH ORDINALITY AS e(txid, vout, address, amount, coinbase, state, confirmations, place)
     LEFT JOIN wallet_addresses a ON a.address = e.address
     ORDER BY e.place
     ON CONFLICT (txid, vout) DO NOTHING RETURNING ${DEPOSIT_COLUMNS}`,
    [
      entries.map(({ txid }) => txid),
      entries.map(({ vout }) => vout),
      entries.map(({ address }) => address ?? ''),
      entries.map(({ amountUnits }) => amountUnits),
      entries.map(({ coinbase }) => coinbase),
      entries.map(({ state }) => state),
      entries.map(({ confirmations }) => confirmations),
      at,
    ],
  );
  return rows.map(depositOf);
}

/** Deposits that have just been seen, with their postings and their lines in the wallets' histories. @returns how many are new */
export async function bookDeposits(query: SqlQuery, entries: readonly NewDeposit[], atMs: number): Promise<number> {
  const seen = entries.map((entry) => ({ ...entry, state: 'pending' as const }));
  const deposits = await insertDeposits(query, seen, new Date(atMs));
  if (deposits.length === 0) return 0;
  const walletIds = deposits.flatMap(({ walletId }) => walletId ?? []);
  await lockAccounts(query, walletIds);
  await postEntries(
    query,
    deposits.map((deposit) => {
      const lines = depositLines(deposit, 'new', 'pending', NO_STANDING);
      return { kind: 'deposit', depositId: deposit.id, atMs, lines };
    }),
  );
  await query(
    `INSERT INTO wallet_history (wallet_id, deposit_id)
     SELECT wallet_id, id FROM deposits WHERE id = ANY ($1::bigint[]) AND wallet_id IS NOT NULL ORDER BY id`,
    [deposits.map(({ id }) => id)],
  );
  return deposits.length;
}

export function depositOf(row: DepositRow): Deposit {
  return {
    id: BigInt(row.id),
    txid: row.txid,
    vout: Number(row.vout),
    walletId: row.wallet_id === null ? undefined : BigInt(row.wallet_id),
    amountUnits: BigInt(row.amount),
    state: row.state,
    confirmations: row.confirmations,
  };
}
