import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';

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

/** The same for many entries in one statement, in their order. A caller that has others beside it locks the accounts before. */
export async function postEntries(query: SqlQuery, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const lines = entries.flatMap((entry, index) => entry.lines.map((line) => ({ ...line, index })));
  await query(
    `SELECT post_entry(e.kind, e.payment, e.deposit, e.at, l.wallets, l.accounts, l.amounts)
     FROM (SELECT entry, array_agg(wallet ORDER BY place) AS wallets, array_agg(account ORDER BY place) AS accounts,
                  array_agg(amount ORDER BY place) AS amounts
           FROM unnest($5::int[], $6::bigint[], $7::text[], $8::bigint[])
                WITH ORDINALITY AS line(entry, wallet, account, amount, place)
           GROUP BY entry ORDER BY entry) l
     JOIN unnest($1::text[], $2::bigint[], $3::bigint[], $4::timestamptz[])
          WITH ORDINALITY AS e(kind, payment, deposit, at, place) ON e.place = l.entry + 1`,
    [
      entries.map(({ kind }) => kind),
      entries.map(({ paymentId }) => paymentId ?? null),
      entries.map(({ depositId }) => depositId ?? null),
      entries.map(({ atMs }) => new Date(atMs)),
      lines.map(({ index }) => index),
      lines.map(({ walletId }) => walletId ?? null),
      lines.map(({ account }) => account),
      lines.map(({ amountUnits }) => amountUnits),
    ],
  );
}
