import { Clock, SystemLog, type SystemLogEntry } from '@app/kernel';
import { type RecordedLogEntry, SystemLogs } from '@app/reporting';
import { DatabaseUnavailable } from '../database.errors.js';
import { read, type Statements, write } from '../statement.js';

/** Beyond this many waiting entries the newest are counted and dropped: a long outage must not exhaust the memory. */
const MOST_WAITING = 10_000;

export const RECENT_SYSTEM_LOGS = read('recent_system_logs', {
  parameters: { before_id: 'bigint', row_limit: 'integer' },
  columns: { id: 'bigint', level: 'text', type: 'text', message: 'text', ip: 'text', timestamp: 'timestamptz' },
  sql: `SELECT id, level, type, message, ip, "timestamp" FROM system_logs WHERE id < $1 ORDER BY id DESC LIMIT $2`,
});

/** Removes what is too old or too much, at most `sweep_limit` rows, and only looks at so many. */
export const RECORD_SYSTEM_LOGS = write('record_system_logs', {
  parameters: {
    levels: 'text[]',
    types: 'text[]',
    messages: 'text[]',
    ips: 'text[]',
    timestamps: 'timestamptz[]',
    keep_from: 'timestamptz',
    keep_rows: 'bigint',
    sweep_limit: 'integer',
  },
  columns: {},
  sql: `WITH oldest AS MATERIALIZED (SELECT id, "timestamp" FROM system_logs ORDER BY id LIMIT $8),
          expired AS (DELETE FROM system_logs WHERE id IN (
            SELECT id FROM oldest WHERE "timestamp" < $6 OR id <= (SELECT max(id) FROM system_logs) - $7))
        INSERT INTO system_logs (level, type, message, ip, "timestamp")
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])`,
});

/** How soon entries are tried again that the database did not take. */
const RETRY_MS = 1_000;

/** How much of the journal is kept. */
export interface JournalRetention {
  readonly days: number;
  /** The latest ones. A gap in their numbers counts as a row. */
  readonly rows: number;
}

/** Entries that each writing removes beside as many again as it writes: the journal shrinks to its bounds however fast it grows. */
const SWEEP_RESERVE = 100;

const DAY_MS = 86_400_000;

/**
 * The journal, written behind: an entry must neither delay nor fail the request that it tells of. Reading writes first, so
 * a reader that comes after an answer finds its entry. Entries wait for a database that is away, or a standby; those of which
 * the answer was lost are written again and may stand there twice, which an operator can see, and a gap they cannot.
 */
export class SqlSystemLogs extends SystemLogs implements SystemLog {
  private waiting: { readonly entry: SystemLogEntry; readonly timestampMs: number }[] = [];
  private dropped = 0;
  private isFailing = false;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly statements: Statements,
    private readonly clock: Clock,
    /** Called once for each outage with 0, and with how many entries were lost. */
    private readonly onFailure: (error: unknown, lost: number) => void,
    /** Entries are written together, this long after the first of them at the latest. */
    private readonly delayMs: number,
    private readonly retention: JournalRetention,
  ) {
    super();
  }

  async record(entry: SystemLogEntry): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) {
      this.dropped++;
      return;
    }
    this.waiting.push({ entry, timestampMs: this.clock.nowMs() });
    this.timer ??= setTimeout(() => void this.flush(), this.delayMs);
  }

  override available(): void {}

  override async recent(limit: number, beforeId: string | undefined): Promise<RecordedLogEntry[]> {
    await this.flush();
    const rows = await this.statements.run(RECENT_SYSTEM_LOGS, {
      before_id: beforeId ?? '9223372036854775807',
      row_limit: limit,
    });
    return rows.map(({ id, level, type, message, ip, timestamp }) => ({
      id,
      level: level as SystemLogEntry['level'],
      type,
      message,
      ip,
      timestampMs: timestamp.getTime(),
    }));
  }

  /** Writes what waits, and counts as lost what the database does not take. Never rejects. */
  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.timer);
    const lost = this.waiting.splice(0).length + this.dropped;
    if (lost > 0) this.onFailure(new Error('the journal was closed before it could be written'), lost);
  }

  /** Writes what waits, after what is being written already. Never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private keep(entries: typeof this.waiting, dropped: number): void {
    const all = [...entries, ...this.waiting];
    this.waiting = all.slice(0, MOST_WAITING);
    this.dropped += dropped + all.length - this.waiting.length;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), RETRY_MS).unref();
  }

  private async write(): Promise<void> {
    const entries = this.waiting;
    const { dropped } = this;
    if (entries.length === 0) return;
    this.waiting = [];
    this.dropped = 0;
    try {
      await this.statements.run(RECORD_SYSTEM_LOGS, {
        levels: entries.map(({ entry }) => entry.level),
        types: entries.map(({ entry }) => entry.type),
        messages: entries.map(({ entry }) => entry.message),
        ips: entries.map(({ entry }) => entry.ip),
        timestamps: entries.map(({ timestampMs }) => new Date(timestampMs)),
        keep_from: new Date(this.clock.nowMs() - this.retention.days * DAY_MS),
        keep_rows: Math.max(0, this.retention.rows - entries.length),
        sweep_limit: 2 * entries.length + SWEEP_RESERVE,
      });
      this.isFailing = false;
      if (dropped > 0) this.onFailure(new Error('the journal could not keep up'), dropped);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) return this.onFailure(error, entries.length + dropped);
      this.keep(entries, dropped);
      if (!this.isFailing) this.onFailure(error, 0);
      this.isFailing = true;
    }
  }
}
