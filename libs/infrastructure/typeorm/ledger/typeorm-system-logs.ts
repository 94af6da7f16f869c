import { Clock, SystemLog, type SystemLogEntry } from '@app/kernel';
import { type RecordedLogEntry, SystemLogs } from '@app/reporting';
import { read, type Statements, write } from '../../sql/statement.js';

/** Beyond this many waiting entries the newest are counted and dropped: the journal must not exhaust the memory. */
const MOST_WAITING = 10_000;

export const RECENT_SYSTEM_LOGS = read('recent_system_logs', {
  parameters: { before_id: 'bigint', row_limit: 'integer' },
  columns: { id: 'bigint', level: 'text', type: 'text', message: 'text', ip: 'text', timestamp: 'timestamptz' },
  sql: `SELECT id, level, type, message, ip, "timestamp" FROM system_logs WHERE id < $1 ORDER BY id DESC LIMIT $2`,
});

export const RECORD_SYSTEM_LOGS = write('record_system_logs', {
  parameters: {
    levels: 'text[]',
    types: 'text[]',
    messages: 'text[]',
    ips: 'text[]',
    timestamps: 'timestamptz[]',
  },
  columns: {},
  sql: `INSERT INTO system_logs (level, type, message, ip, "timestamp")
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])`,
});

/**
 * The journal, written behind: an entry must neither delay nor fail the request that it tells of. Reading writes first, so
 * whoever reads after an answer finds its entry.
 */
export class TypeormSystemLogs extends SystemLogs implements SystemLog {
  private waiting: { readonly entry: SystemLogEntry; readonly timestampMs: number }[] = [];
  private dropped = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly statements: Statements,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown, lost: number) => void,
    /** Entries are written together, this long after the first of them at the latest. */
    private readonly delayMs: number,
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
      await this.statements.run(RECORD_SYSTEM_LOGS, {
        levels: entries.map(({ entry }) => entry.level),
        types: entries.map(({ entry }) => entry.type),
        messages: entries.map(({ entry }) => entry.message),
        ips: entries.map(({ entry }) => entry.ip),
        timestamps: entries.map(({ timestampMs }) => new Date(timestampMs)),
      });
      if (dropped > 0) this.onFailure(new Error('the journal could not keep up'), dropped);
    } catch (error) {
      this.onFailure(error, entries.length + dropped);
    }
  }
}
