import { fromHex, type PlacedTransaction } from '@app/chain';
import { type HistoryQuery, WalletHistory } from '@app/wallet';
import type { Database } from '../database.js';
import { PLACED_COLUMNS, type PlacedRow, placedTransaction } from './typeorm-block-store.js';

const DIRECTION = { received: 'AND h.received', sent: 'AND h.sent', all: '' } as const;

export class TypeormWalletHistory extends WalletHistory {
  constructor(private readonly database: Database) {
    super();
  }

  override async page({ address, direction, order, afterKey, limit }: HistoryQuery): Promise<PlacedTransaction[]> {
    const [comparison, first] = order === 'asc' ? ['>', -1] : ['<', Number.MAX_SAFE_INTEGER];
    const rows = await this.database.query<PlacedRow>(
      `SELECT ${PLACED_COLUMNS}
       FROM (SELECT h.transaction_key FROM wallet_history h
             WHERE h.address = (SELECT id FROM addresses WHERE hash = $1) AND h.transaction_key ${comparison} $2
               ${DIRECTION[direction]}
             ORDER BY h.transaction_key ${order} LIMIT $3) AS h
       JOIN transactions t ON t.key = h.transaction_key JOIN blocks b ON b.height = t.height
       ORDER BY t.key ${order}`,
      [fromHex(address, 32), afterKey ?? first, limit],
    );
    return rows.map(placedTransaction);
  }
}
