/** One-time passwords by mailbox: at most one is live, and only its keyed hash is kept. */
export class OneTimePasswords {
}
/** A code that was guessed wrong this often is dead. */
export const MAX_WRONG_TRIES = 5;
//# sourceMappingURL=one-time-passwords.js.map