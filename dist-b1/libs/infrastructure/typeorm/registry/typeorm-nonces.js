import { Nonces } from "../../../node-registry/index.js";
const SWEEP_EVERY_MS = 60_000;
/** So that a sweep stays short; what is left over goes with the next. */
const SWEEP_LIMIT = 10_000;
/** The primary key decides which of several processes was first. */
export class TypeormNonces extends Nonces {
    database;
    nextSweepMs = 0;
    constructor(database) {
        super();
        this.database = database;
    }
    async claim(keyId, nonce, expiresAtMs, nowMs) {
        await this.sweep(nowMs);
        const claimed = await this.database.query('INSERT INTO node_nonces (key_id, nonce, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1', [keyId, nonce, new Date(expiresAtMs)]);
        return claimed.length === 1;
    }
    async sweep(nowMs) {
        if (nowMs < this.nextSweepMs)
            return;
        this.nextSweepMs = nowMs + SWEEP_EVERY_MS;
        await this.database.query(`DELETE FROM node_nonces WHERE (key_id, nonce) IN
         (SELECT key_id, nonce FROM node_nonces WHERE expires_at < $1 ORDER BY expires_at LIMIT ${SWEEP_LIMIT})`, [new Date(nowMs)]);
    }
}
//# sourceMappingURL=typeorm-nonces.js.map