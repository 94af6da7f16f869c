import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { Deposit, DepositMove, DepositState } from '@app/node-wallet';
import { depositLines, type Standing } from './deposit-lines.js';
import { NO_STANDING } from './deposit-rows.js';
import { lockAccounts } from './lock-accounts.js';
import { type JournalEntry, type PostingLine, postEntries } from './post-entry.js';

/** Moves deposits that are still as the moves say, with their postings, in a handful of statements however many they are. */
export async function moveDeposits(query: SqlQuery, moves: readonly DepositMove[], atMs: number): Promise<void> {
  const current = await currentMoves(query, moves);
  await query(
    `UPDATE deposits d SET state = u.state, confirmations = u.confirmations, block_height = u.height, final = u.final,
       credited_at = CASE WHEN u.state = 'credited' THEN coalesce(d.credited_at, $6) END
     FROM unnest($1::bigint[], $2::text[], $3::int[], $4::bigint[], $5::boolean[]) AS u(id, state, confirmations, height, final)
     WHERE d.id = u.id`,
    [
      current.map(({ deposit }) => deposit.id),
      current.map(({ state }) => state),
      current.map(({ seen }) => seen.confirmations),
      current.map(({ seen }) => seen.blockHeight ?? null),
      current.map(({ final }) => final),
      new Date(atMs),
    ],
  );
  const posting = current.filter(({ deposit, state }) => changesAccounts(deposit, state));
  const standings = await lockAccounts(query, [...new Set(posting.flatMap(({ deposit }) => deposit.walletId ?? []))]);
  await postEntries(
    query,
    posting.map((move) => entryOf(move, standings, atMs)),
  );
}

async function currentMoves(query: SqlQuery, moves: readonly DepositMove[]): Promise<DepositMove[]> {
  const rows = await query<{ id: string; state: DepositState }>(
    'SELECT id, state FROM deposits WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE',
    [moves.map(({ deposit }) => deposit.id)],
  );
  const states = new Map(rows.map(({ id, state }) => [BigInt(id), state]));
  return moves.filter(({ deposit }) => states.get(deposit.id) === deposit.state);
}

/** Credited or not, what is the house's is the house's. */
function changesAccounts({ walletId, state: from }: Deposit, to: DepositState): boolean {
  return from !== to && (walletId !== undefined || from === 'reversed' || to === 'reversed');
}

/** The entry of a move, which the next one of the same wallet finds in `standings`. */
function entryOf({ deposit, state }: DepositMove, standings: Map<bigint, Standing>, atMs: number): JournalEntry {
  const { walletId } = deposit;
  const standing = (walletId !== undefined && standings.get(walletId)) || NO_STANDING;
  const lines = depositLines(deposit, deposit.state, state, standing);
  if (walletId !== undefined) standings.set(walletId, after(standing, lines));
  return { kind: `deposit_${state}`, depositId: deposit.id, atMs, lines };
}

function after({ availableUnits, owedUnits }: Standing, lines: readonly PostingLine[]): Standing {
  const moved = (account: string) =>
    lines.reduce((sum, line) => (line.account === account ? sum + line.amountUnits : sum), 0n);
  return { availableUnits: availableUnits + moved('available'), owedUnits: owedUnits + moved('owed') };
}
