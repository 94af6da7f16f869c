import { fromHex, toHex } from "../../../chain/index.js";
import { TransactionRecords } from "../../../reporting/index.js";
import { PLACED_COLUMNS, placedTransaction } from './typeorm-block-store.js';
/** A wallet's rows are among those of its history, which is the index by wallet. */
const BOOKED = `FROM wallet_history h JOIN transactions t ON t.key = h.transaction_key
  CROSS JOIN (SELECT id FROM addresses WHERE hash = $1) AS wallet
  WHERE h.address = wallet.id AND (t.sender = wallet.id OR t.receiver = wallet.id)`;
export class TypeormTransactionRecords extends TransactionRecords {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    available() { }
    async totals(address) {
        const [row] = await this.database.query(`SELECT coalesce(sum(t.amount) FILTER (WHERE t.sender = wallet.id), 0) AS sent,
              coalesce(sum(t.amount) FILTER (WHERE t.receiver = wallet.id), 0) AS received ${BOOKED}`, [fromHex(address, 32)]);
        return { sent: BigInt(row.sent), received: BigInt(row.received) };
    }
    async page(address, afterKey, limit) {
        const rows = await this.database.query(`SELECT ${PLACED_COLUMNS}, b."timestamp", page.type, sender.hash AS sender, receiver.hash AS receiver, page.amount
       FROM (SELECT t.* ${BOOKED} AND h.transaction_key > $2 ORDER BY h.transaction_key LIMIT $3) AS page
       JOIN transactions t ON t.key = page.key JOIN blocks b ON b.height = t.height
       LEFT JOIN addresses sender ON sender.id = page.sender JOIN addresses receiver ON receiver.id = page.receiver
       ORDER BY t.key`, [fromHex(address, 32), afterKey, limit]);
        return rows.map((row) => ({
            ...placedTransaction(row),
            timestamp: Number(row.timestamp),
            record: {
                type: row.type,
                sender: row.sender ? toHex(row.sender) : undefined,
                receiver: toHex(row.receiver),
                amount: BigInt(row.amount),
            },
        }));
    }
}
//# sourceMappingURL=typeorm-transaction-records.js.map