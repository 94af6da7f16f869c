import { Clock, SystemLog, type SystemLogEntry } from '@app/kernel';
import { type RecordedLogEntry, SystemLogs } from '@app/reporting';
import type { Database } from '../database.js';

/** Entries are written together, this long after the first of them at the latest. */
const FLUSH_AFTER_MS = 100;
/** Beyond this many waiting entries the newest are counted and dropped: the journal must not exhaust the memory. */
const MOST_WAITING = 10_000;

/**
 * The journal, written behind: an entry must neither delay nor fail the request that it tells of. Reading writes first, so
 * whoever reads after an answer finds its entry.
 */
export class TypeormSystemLogs extends SystemLogs implements SystemLog {
  private waiting: (SystemLogEntry & { timestampMs: number })[] = [];
  private dropped = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown, lost: number) => void,
  ) {
    super();
  }

  async record(entry: SystemLogEntry): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) {
      this.dropped++;
      return;
    }
    this.waiting.push({ ...entry, timestampMs: this.clock.nowMs() });
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS);
  }

  override available(): void {}

  override async recent(limit: number, beforeId: string | undefined): Promise<RecordedLogEntry[]> {
    await this.flush();
    const rows = await this.database.query<SystemLogEntry & { id: string; timestamp: Date }>(
      `SELECT id, level, type, message, ip, "timestamp" FROM system_logs WHERE id < $1 ORDER BY id DESC LIMIT $2`,
      [beforeId ?? '9223372036854775807', limit],
    );
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
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const entries = this.waiting;
    const { dropped } = this;
    if (entries.length === 0) return;
    this.waiting = [];
    this.dropped = 0;
    try {
      await this.database.query(
        `INSERT INTO system_logs (level, type, message, ip, "timestamp")
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])`,
        [
          entries.map(({ level }) => level),
          entries.map(({ type }) => type),
          entries.map(({ message }) => message),
          entries.map(({ ip }) => ip),
          entries.map(({ timestampMs }) => new Date(timestampMs)),
        ],
      );
      if (dropped > 0) this.onFailure(new Error('the journal could not keep up'), dropped);
    } catch (error) {
      this.onFailure(error, entries.length + dropped);
    }
  }
}
