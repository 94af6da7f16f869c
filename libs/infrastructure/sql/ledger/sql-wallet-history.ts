import { fromHex, type PlacedTransaction } from '@app/chain';
import type { Slice } from '@app/kernel';
import { type HistoryDirection, type HistoryQuery, WalletHistory } from '@app/wallet';
import { read, type Statements } from '../statement.js';
import { PLACED_COLUMNS, placedTransaction, SLICED, slice, slicedSql } from './placed-transactions.js';

type Order = HistoryQuery['order'];

const DIRECTION = { received: 'AND h.received', sent: 'AND h.sent', all: '' } as const;

const rows = (direction: HistoryDirection, order: Order) => `(SELECT h.transaction_key FROM wallet_history h
                        WHERE h.address = (SELECT id FROM addresses WHERE hash = $1)
                          AND h.transaction_key ${order === 'asc' ? '>' : '<'} $2 ${DIRECTION[direction]}
                        ORDER BY h.transaction_key ${order} LIMIT $3) AS h
                  JOIN transactions t ON t.key = h.transaction_key`;

const history = (direction: HistoryDirection, order: Order) =>
  read(`wallet_history_${direction}_${order}`, {
    parameters: { address: 'bytea', after_key: 'bigint', row_limit: 'integer' },
    columns: SLICED,
    sql: `SELECT ${PLACED_COLUMNS}, t.found FROM ${slicedSql(rows(direction, order), order)} AS t
          JOIN blocks b ON b.height = t.height ORDER BY t.key ${order}`,
  });

const bothOrders = (direction: HistoryDirection) => ({
  asc: history(direction, 'asc'),
  desc: history(direction, 'desc'),
});

export const WALLET_HISTORY = {
  received: bothOrders('received'),
  sent: bothOrders('sent'),
  all: bothOrders('all'),
};

const BEFORE_ALL = { asc: -1, desc: Number.MAX_SAFE_INTEGER };

export class SqlWalletHistory extends WalletHistory {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async page({ address, direction, order, afterKey, limit }: HistoryQuery): Promise<Slice<PlacedTransaction>> {
    const found = await this.statements.run(WALLET_HISTORY[direction][order], {
      address: fromHex(address, 32)!,
      after_key: afterKey ?? BEFORE_ALL[order],
      row_limit: limit + 1,
    });
    return slice(found, limit, placedTransaction);
  }
}
