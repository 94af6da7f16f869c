import { fromHex } from "../../../chain/index.js";
import { WalletHistory } from "../../../wallet/index.js";
import { PLACED_COLUMNS, placedTransaction } from './typeorm-block-store.js';
const DIRECTION = { received: 'AND h.received', sent: 'AND h.sent', all: '' };
export class TypeormWalletHistory extends WalletHistory {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async page({ address, direction, order, afterKey, limit }) {
        const [comparison, first] = order === 'asc' ? ['>', -1] : ['<', Number.MAX_SAFE_INTEGER];
        const rows = await this.database.query(`SELECT ${PLACED_COLUMNS}
       FROM (SELECT h.transaction_key FROM wallet_history h
             WHERE h.address = (SELECT id FROM addresses WHERE hash = $1) AND h.transaction_key ${comparison} $2
               ${DIRECTION[direction]}
             ORDER BY h.transaction_key ${order} LIMIT $3) AS h
       JOIN transactions t ON t.key = h.transaction_key JOIN blocks b ON b.height = t.height
       ORDER BY t.key ${order}`, [fromHex(address, 32), afterKey ?? first, limit]);
        return rows.map(placedTransaction);
    }
}
//# sourceMappingURL=typeorm-wallet-history.js.map