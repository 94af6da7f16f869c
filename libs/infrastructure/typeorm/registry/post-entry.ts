import type { SqlQuery } from '../database.js';

export type WalletAccount = 'available' | 'pending' | 'reserved' | 'owed';
export type OperatorAccount = 'house' | 'network_fees' | 'external';

export interface PostingLine {
  /** `undefined` for an account of the operator. */
  walletId?: bigint | undefined;
  account: WalletAccount | OperatorAccount;
  amountUnits: bigint;
}

export interface JournalEntry {
  kind: string;
  paymentId?: bigint;
  depositId?: bigint;
  atMs: number;
  /** They add up to 0; lines of 0 are left out. */
  lines: readonly PostingLine[];
}

/** Moves money between accounts, within the caller's transaction. @throws ConstraintViolated `accounts_balance` when there is too little */
export async function postEntry(
  query: SqlQuery,
  { kind, paymentId, depositId, atMs, lines }: JournalEntry,
): Promise<void> {
  await query('SELECT post_entry($1, $2, $3, $4, $5::bigint[], $6::text[], $7::bigint[])', [
    kind,
    paymentId ?? null,
    depositId ?? null,
    new Date(atMs),
    lines.map(({ walletId }) => walletId ?? null),
    lines.map(({ account }) => account),
    lines.map(({ amountUnits }) => amountUnits),
  ]);
}
