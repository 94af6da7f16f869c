import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { Standing } from './deposit-lines.js';

/**
 * Locks what entries of these wallets with the house and the outside move, in the order of the accounts' ids as `post_entry`
 * does, so that many entries in one transaction deadlock with nothing.
 * @returns what each wallet has and owes
 */
export async function lockAccounts(query: SqlQuery, walletIds: readonly bigint[]): Promise<Map<bigint, Standing>> {
  const rows = await query<{ wallet_id: string | null; kind: string; balance: string }>(
    `SELECT wallet_id, kind, balance FROM accounts
     WHERE wallet_id = ANY ($1::bigint[]) OR (wallet_id IS NULL AND kind IN ('house', 'external'))
     ORDER BY id FOR UPDATE`,
    [walletIds],
  );
  const balances = new Map(rows.map(({ wallet_id, kind, balance }) => [`${wallet_id} ${kind}`, BigInt(balance)]));
  const standing = (id: bigint): Standing => ({
    availableUnits: balances.get(`${id} available`) ?? 0n,
    owedUnits: balances.get(`${id} owed`) ?? 0n,
  });
  return new Map(walletIds.map((id) => [id, standing(id)]));
}
