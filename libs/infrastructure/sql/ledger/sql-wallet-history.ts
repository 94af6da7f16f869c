import { fromHex } from '@app/chain';
import type { Slice } from '@app/kernel';
import { type HistoryDirection, type HistoryEntry, type HistoryQuery, WalletHistory } from '@app/wallet';
import { type Columns, type RowOf, read, type Statements } from '../statement.js';
import { slice, slicedSql } from './placed-transactions.js';

/** No block stands in a history: looking them up would cost as much as all the rest. */
const ENTRY = { key: 'bigint', bytes: 'bytea', height: 'bigint', found: 'bigint' } as const satisfies Columns;

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
    columns: ENTRY,
    isHot: true,
    sql: `SELECT t.key, t.bytes, t.height, t.found FROM ${slicedSql(rows(direction, order), order)} AS t
          ORDER BY t.key ${order}`,
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

  override async page({ address, direction, order, afterKey, limit }: HistoryQuery): Promise<Slice<HistoryEntry>> {
    const found = await this.statements.run(WALLET_HISTORY[direction][order], {
      address: fromHex(address, 32)!,
      after_key: afterKey ?? BEFORE_ALL[order],
      row_limit: limit + 1,
    });
    return slice(found, limit, entryOf);
  }
}

function entryOf({ key, bytes, height }: RowOf<typeof ENTRY>): HistoryEntry {
  return { key: Number(key), bytes, height: Number(height) };
}
