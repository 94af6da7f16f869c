import { Nonces } from "../../node-registry/index.js";
const SWEEP_EVERY_MS = 60_000;
/** Nonces for the life of the process. */
export class MemoryNonces extends Nonces {
    used = new Map();
    nextSweepMs = 0;
    async claim(keyId, nonce, expiresAtMs, nowMs) {
        this.sweep(nowMs);
        const name = `${keyId} ${nonce}`;
        if (this.used.has(name))
            return false;
        this.used.set(name, expiresAtMs);
        return true;
    }
    sweep(nowMs) {
        if (nowMs < this.nextSweepMs)
            return;
        this.nextSweepMs = nowMs + SWEEP_EVERY_MS;
        for (const [name, expiresAtMs] of this.used)
            if (expiresAtMs < nowMs)
                this.used.delete(name);
    }
}
//# sourceMappingURL=memory-nonces.js.map