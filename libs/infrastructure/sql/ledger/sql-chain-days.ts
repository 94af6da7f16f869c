import { ChainDays, type ChainTotals } from '@app/reporting';
import { read, type Statements } from '../statement.js';

/** One row for each day with blocks, from the last one before `first_day` on, each with the tip's totals. */
export const CHAIN_DAY_TOTALS = read('chain_day_totals', {
  parameters: { first_day: 'integer' },
  columns: {
    height: 'bigint',
    next_key: 'bigint',
    total_supply: 'bigint',
    total_wallets: 'bigint',
    day: 'integer',
    blocks: 'bigint',
    transactions: 'bigint',
    volume: 'numeric',
    supply: 'bigint',
    wallets: 'bigint',
  },
  sql: `SELECT tip.height, tip.first_transaction + tip.transaction_count AS next_key, tip.supply AS total_supply,
               (SELECT wallets FROM chain_days ORDER BY day DESC LIMIT 1) AS total_wallets,
               d.day - date '1970-01-01' AS day, d.blocks, d.transactions, d.volume, d.supply, d.wallets
        FROM (SELECT height, first_transaction, transaction_count, supply FROM blocks ORDER BY height DESC LIMIT 1) AS tip
          JOIN chain_days d ON d.day >= coalesce(
            (SELECT day FROM chain_days WHERE day < date '1970-01-01' + $1::integer ORDER BY day DESC LIMIT 1),
            (SELECT day FROM chain_days ORDER BY day LIMIT 1))
        ORDER BY d.day`,
});

export class SqlChainDays extends ChainDays {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async since(firstDay: number): Promise<ChainTotals> {
    const rows = await this.statements.run(CHAIN_DAY_TOTALS, { first_day: firstDay });
    const tip = rows[0]!;
    return {
      height: Number(tip.height),
      supply: BigInt(tip.total_supply),
      transactions: Number(tip.next_key),
      wallets: Number(tip.total_wallets),
      days: rows.map((row) => ({
        day: row.day,
        blocks: Number(row.blocks),
        transactions: Number(row.transactions),
        volume: BigInt(row.volume),
        supply: BigInt(row.supply),
        wallets: Number(row.wallets),
      })),
    };
  }
}
