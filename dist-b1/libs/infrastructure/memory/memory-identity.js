import { timingSafeEqual } from 'node:crypto';
import { MAX_WRONG_TRIES, OneTimePasswords, Users } from "../../identity/index.js";
/** Users for the life of the process. */
export class MemoryUsers extends Users {
    registered = [];
    async register(user) {
        this.registered.push(user);
    }
}
/** Live codes kept at most; beyond it the oldest is forgotten, so that requests cannot fill the memory. */
const MOST_CODES = 100_000;
export class MemoryOneTimePasswords extends OneTimePasswords {
    codes = new Map();
    async replace(mailbox, codeHash, expiresAtMs) {
        this.codes.delete(mailbox);
        if (this.codes.size >= MOST_CODES)
            this.codes.delete(this.codes.keys().next().value);
        this.codes.set(mailbox, { codeHash, expiresAtMs, tries: 0 });
    }
    async attempt(mailbox, codeHash, nowMs) {
        const live = this.codes.get(mailbox);
        if (!live || live.expiresAtMs <= nowMs || live.tries >= MAX_WRONG_TRIES)
            return 'absent';
        live.tries++;
        if (!timingSafeEqual(live.codeHash, codeHash))
            return 'wrong';
        this.codes.delete(mailbox);
        return 'accepted';
    }
}
//# sourceMappingURL=memory-identity.js.map