import { FieldsRequired, InvalidOneTimePassword } from '../identity.errors.js';
import { oneTimePasswordHash } from '../model/one-time-password.js';
import { emailKey } from '../model/personal-data.js';
const LOG_TYPE = { accepted: 'otp_verified', wrong: 'otp_invalid', absent: 'otp_not_found' };
/** Checks and uses up a one-time password. */
export class VerifyOneTimePassword {
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
    /** @throws FieldsRequired · InvalidOneTimePassword */
    async execute({ email, code, ip }) {
        if (!email.trim() || !code)
            throw new FieldsRequired('email and otp are required');
        const mailbox = emailKey(email);
        const outcome = await this.passwords.attempt(mailbox, oneTimePasswordHash(this.vault, mailbox, code), this.clock.nowMs());
        const accepted = outcome === 'accepted';
        await this.log.record({
            level: accepted ? 'info' : 'warn',
            type: LOG_TYPE[outcome],
            message: accepted ? 'a one-time password was verified' : 'a one-time password was refused',
            ip,
        });
        if (!accepted)
            throw new InvalidOneTimePassword();
    }
}
//# sourceMappingURL=verify-one-time-password.js.map