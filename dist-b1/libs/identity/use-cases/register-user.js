import { randomUUID } from 'node:crypto';
import { toHex } from "../../chain/index.js";
import { privateKeySeal } from "../../wallet/index.js";
import { UserNotCreated } from '../identity.errors.js';
import { cnicKey, personalData } from '../model/personal-data.js';
import { UserWriteFailed } from '../ports/users.js';
/** Creates a user with a wallet of his own. */
export class RegisterUser {
    users;
    createWallet;
    vault;
    clock;
    log;
    constructor(users, createWallet, vault, clock, log) {
        this.users = users;
        this.createWallet = createWallet;
        this.vault = vault;
        this.clock = clock;
        this.log = log;
    }
    /** @throws FieldsRequired · UserNotCreated */
    async execute(request) {
        const data = personalData(request);
        const { address, privateKey } = this.createWallet.execute();
        const id = randomUUID();
        try {
            await this.users.register({
                id,
                fullName: data.fullName,
                email: data.email,
                sealedCnic: await this.vault.seal(Buffer.from(data.cnic), { table: 'users', column: 'cnic', row: id }),
                cnicHash: this.vault.keyedHash('cnic', cnicKey(data.cnic)),
                walletAddress: address,
                sealedPrivateKey: await this.vault.seal(privateKey, privateKeySeal(id, address)),
                createdAtMs: this.clock.nowMs(),
            });
        }
        catch (cause) {
            privateKey.fill(0);
            await this.reportFailure(cause, request.ip);
        }
        const registered = { ...data, id, address, privateKey: toHex(privateKey) };
        privateKey.fill(0);
        await this.log.record({ level: 'info', type: 'user_registered', message: `user ${id} registered`, ip: request.ip });
        return registered;
    }
    async reportFailure(cause, ip) {
        const profileFailed = cause instanceof UserWriteFailed && cause.part === 'wallet_profile';
        const what = profileFailed ? 'wallet profile' : 'user';
        const type = profileFailed ? 'wallet_profile_create_failed' : 'user_create_failed';
        await this.log.record({ level: 'error', type, message: `failed to create ${what}`, ip });
        throw new UserNotCreated(`failed to create ${what}`, { cause });
    }
}
//# sourceMappingURL=register-user.js.map