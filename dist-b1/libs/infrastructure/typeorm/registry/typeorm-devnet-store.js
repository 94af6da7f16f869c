import { DevnetStore } from "../../flopcoin/devnet/devnet-store.js";
/** The devnet in the registry's own database, so that what a demo was told is still true after a restart. */
export class TypeormDevnetStore extends DevnetStore {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async load() {
        const { query } = this.database;
        const keys = await query(`SELECT address, encode(private_key, 'hex') AS "privateKeyHex", owner, purpose, label FROM devnet_keys ORDER BY number`);
        const transactions = await query(`SELECT txid, encode(bytes, 'hex') AS hex FROM devnet_transactions ORDER BY number`);
        const blocks = await query(`SELECT hash, height::int4 AS height, previous_hash AS "previousHash", "time"::float8 AS "timeSeconds",
              transaction_ids AS "transactionIds" FROM devnet_blocks ORDER BY number`);
        const [tip] = await query('SELECT hash FROM devnet_tip');
        return { keys, transactions, blocks, tipHash: tip?.hash ?? null };
    }
    async append({ keys, transactions, blocks, tipHash }) {
        await this.database.transaction(async (query) => {
            for (const { address, privateKeyHex, owner, purpose, label } of keys)
                await query(`INSERT INTO devnet_keys (address, private_key, owner, purpose, label)
           VALUES ($1, decode($2, 'hex'), $3, $4, $5) ON CONFLICT (address) DO NOTHING`, [address, privateKeyHex, owner, purpose, label]);
            for (const { txid, hex } of transactions)
                await query(`INSERT INTO devnet_transactions (txid, bytes) VALUES ($1, decode($2, 'hex')) ON CONFLICT (txid) DO NOTHING`, [txid, hex]);
            for (const { hash, height, previousHash, timeSeconds, transactionIds } of blocks)
                await query(`INSERT INTO devnet_blocks (hash, height, previous_hash, "time", transaction_ids)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING`, [hash, height, previousHash, timeSeconds, transactionIds]);
            if (tipHash !== null)
                await query('INSERT INTO devnet_tip (hash) VALUES ($1) ON CONFLICT (single) DO UPDATE SET hash = excluded.hash', [tipHash]);
        });
    }
}
//# sourceMappingURL=typeorm-devnet-store.js.map