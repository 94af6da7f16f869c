import { toHex } from "../../../chain/index.js";
import { parseAddress, WalletDirectory } from "../../../wallet/index.js";
export class TypeormWalletDirectory extends WalletDirectory {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async page(afterNumber, limit) {
        const rows = await this.database.query(`SELECT number, user_id, wallet_address, sealed_private_key FROM wallet_profiles
       WHERE number > $1 ORDER BY number LIMIT $2`, [afterNumber, limit]);
        return rows.map((row) => ({
            number: Number(row.number),
            userId: row.user_id,
            address: parseAddress(toHex(row.wallet_address)),
            sealedPrivateKey: row.sealed_private_key,
        }));
    }
}
//# sourceMappingURL=typeorm-wallet-directory.js.map