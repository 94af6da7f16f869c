/** What is kept of a code. A million codes are searched in no time, so the hash is keyed: without the master key it says nothing. */
export function oneTimePasswordHash(vault, mailbox, code) {
    return vault.keyedHash('one-time-password', `${mailbox}|login|${code}`);
}
//# sourceMappingURL=one-time-password.js.map