import { toHex } from "../../../chain/index.js";
import { UnspentOutputs } from "../../../utxo/index.js";
const PAGE = 20_000;
export class TypeormUnspentOutputs extends UnspentOutputs {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async *asOf(tip) {
        for (let after = -1;;) {
            const rows = await this.database.query(`SELECT o.key, t.txid, o.vout, o.value, a.hash
         FROM (SELECT * FROM outputs WHERE key > $1 AND key < $2
                 AND NOT EXISTS (SELECT FROM spends WHERE output_key = outputs.key AND transaction_key < $3)
               ORDER BY key LIMIT $4) AS o
         JOIN transactions t ON t.key = o.transaction_key JOIN addresses a ON a.id = o.address ORDER BY o.key`, [after, tip.nextOutputKey, tip.nextTransactionKey, PAGE]);
            if (rows.length === 0)
                return;
            yield rows.map(({ key, txid, vout, value, hash }) => ({
                key: Number(key),
                txid,
                vout,
                value: BigInt(value),
                address: toHex(hash),
            }));
            after = Number(rows.at(-1).key);
        }
    }
    async heights(keys) {
        const rows = await this.database.query(`SELECT o.key, t.height FROM outputs o JOIN transactions t ON t.key = o.transaction_key WHERE o.key = ANY ($1::bigint[])`, [keys]);
        return new Map(rows.map(({ key, height }) => [Number(key), Number(height)]));
    }
}
//# sourceMappingURL=typeorm-unspent-outputs.js.map