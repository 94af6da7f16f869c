import { readFile } from 'node:fs/promises';
import { CoreUnavailable } from "../../node-registry/index.js";
/** The value of the `Authorization` header for Core. */
export class CoreCredentials {
}
/** `rpcuser` and `rpcpassword`, or the pair behind an `rpcauth` line. */
export class PasswordCredentials extends CoreCredentials {
    #authorization;
    constructor(user, password) {
        super();
        this.#authorization = basic(`${user}:${password}`);
    }
    async authorization() {
        return this.#authorization;
    }
    renewed() {
        return this.authorization();
    }
}
/** The file `.cookie` that Core writes into its data directory when no password is configured, and removes when it stops. */
export class CookieFileCredentials extends CoreCredentials {
    path;
    #authorization = null;
    constructor(path) {
        super();
        this.path = path;
    }
    async authorization() {
        return this.#authorization ?? (await this.renewed());
    }
    async renewed() {
        const cookie = await readFile(this.path, 'utf8').catch((cause) => {
            throw new CoreUnavailable(cause.code === 'ENOENT' ? 'down' : 'credentials', { cause });
        });
        this.#authorization = basic(cookie.trim());
        return this.#authorization;
    }
}
function basic(userAndPassword) {
    return `Basic ${Buffer.from(userAndPassword, 'utf8').toString('base64')}`;
}
//# sourceMappingURL=core-credentials.js.map