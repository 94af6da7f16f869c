import { randomInt } from 'node:crypto';
import { FieldsRequired } from '../identity.errors.js';
import { oneTimePasswordHash } from '../model/one-time-password.js';
import { emailKey } from '../model/personal-data.js';
export const ONE_TIME_PASSWORD_TTL_MS = 5 * 60_000;
/** Makes a one-time password for a mailbox, whether or not a user has it. */
export class RequestOneTimePassword {
    passwords;
    vault;
    clock;
    log;
    constructor(passwords, vault, clock, log) {
        this.passwords = passwords;
        this.vault = vault;
        this.clock = clock;
        this.log = log;
    }
    /**
     * The code: 6 digits, leading zeros kept, from the system's random source; valid for 5 minutes, once.
     * @throws FieldsRequired
     */
    async execute({ email, ip }) {
        if (!email.trim() || email.length > 254)
            throw new FieldsRequired('email is required');
        const code = String(randomInt(1_000_000)).padStart(6, '0');
        const mailbox = emailKey(email);
        const nowMs = this.clock.nowMs();
        const codeHash = oneTimePasswordHash(this.vault, mailbox, code);
        await this.passwords.replace(mailbox, codeHash, nowMs + ONE_TIME_PASSWORD_TTL_MS, nowMs);
        await this.log.record({ level: 'info', type: 'otp_generated', message: 'a one-time password was made', ip });
        return { email, code };
    }
}
//# sourceMappingURL=request-one-time-password.js.map