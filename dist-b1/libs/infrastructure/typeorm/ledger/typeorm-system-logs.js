import { SystemLogs } from "../../../reporting/index.js";
/** Entries are written together, this long after the first of them at the latest. */
const FLUSH_AFTER_MS = 100;
/** Beyond this many waiting entries the newest are counted and dropped: the journal must not exhaust the memory. */
const MOST_WAITING = 10_000;
/**
 * The journal, written behind: an entry must neither delay nor fail the request that it tells of. Reading writes first, so
 * whoever reads after an answer finds its entry.
 */
export class TypeormSystemLogs extends SystemLogs {
    database;
    clock;
    onFailure;
    waiting = [];
    dropped = 0;
    timer;
    writing = Promise.resolve();
    constructor(database, clock, onFailure) {
        super();
        this.database = database;
        this.clock = clock;
        this.onFailure = onFailure;
    }
    async record(entry) {
        if (this.waiting.length >= MOST_WAITING) {
            this.dropped++;
            return;
        }
        this.waiting.push({ ...entry, timestampMs: this.clock.nowMs() });
        this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS);
    }
    available() { }
    async recent(limit, beforeId) {
        await this.flush();
        const rows = await this.database.query(`SELECT id, level, type, message, ip, "timestamp" FROM system_logs WHERE id < $1 ORDER BY id DESC LIMIT $2`, [beforeId ?? '9223372036854775807', limit]);
        return rows.map(({ id, level, type, message, ip, timestamp }) => ({
            id,
            level,
            type,
            message,
            ip,
            timestampMs: timestamp.getTime(),
        }));
    }
    /** Writes what waits, after what is being written already. Never rejects. */
    flush() {
        clearTimeout(this.timer);
        this.timer = undefined;
        this.writing = this.writing.then(() => this.write());
        return this.writing;
    }
    async write() {
        const entries = this.waiting;
        const { dropped } = this;
        if (entries.length === 0)
            return;
        this.waiting = [];
        this.dropped = 0;
        try {
            await this.database.query(`INSERT INTO system_logs (level, type, message, ip, "timestamp")
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])`, [
                entries.map(({ level }) => level),
                entries.map(({ type }) => type),
                entries.map(({ message }) => message),
                entries.map(({ ip }) => ip),
                entries.map(({ timestampMs }) => new Date(timestampMs)),
            ]);
            if (dropped > 0)
                this.onFailure(new Error('the journal could not keep up'), dropped);
        }
        catch (error) {
            this.onFailure(error, entries.length + dropped);
        }
    }
}
//# sourceMappingURL=typeorm-system-logs.js.map