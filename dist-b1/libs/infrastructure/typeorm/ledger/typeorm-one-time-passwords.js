import { MAX_WRONG_TRIES, OneTimePasswords } from "../../../identity/index.js";
export class TypeormOneTimePasswords extends OneTimePasswords {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async replace(mailbox, codeHash, expiresAtMs, nowMs) {
        await this.database.query(`WITH expired AS (
         DELETE FROM one_time_passwords WHERE mailbox IN (
           SELECT mailbox FROM one_time_passwords WHERE expires_at < $4 AND mailbox <> $1 ORDER BY expires_at LIMIT 100
           FOR UPDATE SKIP LOCKED))
       INSERT INTO one_time_passwords (mailbox, code_hash, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT (mailbox) DO UPDATE SET code_hash = $2, expires_at = $3, tries = 0, used = false`, [mailbox, codeHash, new Date(expiresAtMs), new Date(nowMs)]);
    }
    /** Counts the try and compares in one statement: of many at once each sees the row as the one before left it. */
    async attempt(mailbox, codeHash, nowMs) {
        const [row] = await this.database.query(`UPDATE one_time_passwords SET tries = tries + 1, used = (code_hash = $2)
       WHERE mailbox = $1 AND expires_at > $3 AND tries < $4 AND NOT used RETURNING used`, [mailbox, codeHash, new Date(nowMs), MAX_WRONG_TRIES]);
        if (!row)
            return 'absent';
        return row.used ? 'accepted' : 'wrong';
    }
}
//# sourceMappingURL=typeorm-one-time-passwords.js.map