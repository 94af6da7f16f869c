import type { Deposit, DepositState } from '@app/node-registry';
import type { SqlQuery } from '../database.js';
import { depositLines, type Standing } from './deposit-lines.js';
import { postEntry } from './post-entry.js';

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

/** Adds the row of a deposit; `undefined` when it is known. The owner is looked up here, so an address counts from the moment it is stored. */
export async function insertDeposit(
  query: SqlQuery,
  entry: NewDeposit,
  state: DepositState,
  at: Date,
): Promise<Deposit | undefined> {
  const [row] = await query<DepositRow>(
    `INSERT INTO deposits (txid, vout, wallet_id, address, amount, coinbase, state, confirmations, created_at)
     VALUES ($1, $2, CASE WHEN $5 THEN NULL ELSE (SELECT wallet_id FROM wallet_addresses WHERE address = $3) END,
             $3, $4, $5, $6, $7, $8)
     ON CONFLICT (txid, vout) DO NOTHING RETURNING ${DEPOSIT_COLUMNS}`,
    [entry.txid, entry.vout, entry.address ?? '', entry.amountUnits, entry.coinbase, state, entry.confirmations, at],
  );
  return row && depositOf(row);
}

/** A deposit that has just been seen, with its posting and its line in the wallet's history. @returns whether it is new */
export async function bookDeposit(query: SqlQuery, entry: NewDeposit, atMs: number): Promise<boolean> {
  const deposit = await insertDeposit(query, entry, 'pending', new Date(atMs));
  if (!deposit) return false;
  const lines = depositLines(deposit, 'new', 'pending', NO_STANDING);
  await postEntry(query, { kind: 'deposit', depositId: deposit.id, atMs, lines });
  if (deposit.walletId !== undefined)
    await query('INSERT INTO wallet_history (wallet_id, deposit_id) VALUES ($1, $2)', [deposit.walletId, deposit.id]);
  return true;
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
