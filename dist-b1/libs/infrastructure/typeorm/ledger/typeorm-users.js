import { fromHex } from "../../../chain/index.js";
import { Users, UserWriteFailed } from "../../../identity/index.js";
export class TypeormUsers extends Users {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async register(user) {
        const createdAt = new Date(user.createdAtMs);
        let part = 'user';
        try {
            await this.database.transaction(async (query) => {
                await query(`INSERT INTO users (id, full_name, email, sealed_cnic, cnic_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)`, [user.id, user.fullName, user.email, user.sealedCnic, user.cnicHash, createdAt]);
                part = 'wallet_profile';
                await query(`INSERT INTO wallet_profiles (user_id, wallet_address, sealed_private_key, created_at) VALUES ($1, $2, $3, $4)`, [user.id, fromHex(user.walletAddress, 32), user.sealedPrivateKey, createdAt]);
            });
        }
        catch (cause) {
            throw new UserWriteFailed(part, { cause });
        }
    }
}
//# sourceMappingURL=typeorm-users.js.map