import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';

/** What a wallet owes (negative). It hardly ever does, and only then are its accounts locked. */
export async function debtOf(query: SqlQuery, walletId: bigint): Promise<{ owedUnits: bigint }> {
  const owed = async (lock: string) => {
    const [row] = await query<{ balance: string }>(
      `SELECT balance FROM accounts WHERE wallet_id = $1 AND kind = 'owed' ${lock}`,
      [walletId],
    );
    return BigInt(row?.balance ?? 0);
  };
  if ((await owed('')) === 0n) return { owedUnits: 0n };
  return { owedUnits: await owed('FOR UPDATE') };
}
