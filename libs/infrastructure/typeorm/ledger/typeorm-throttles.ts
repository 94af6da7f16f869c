import { Throttles, type Turn } from '@app/identity';
import { type Statements, write } from '../../sql/statement.js';

const SWEEP_EVERY_MS = 60_000;

/** The counting is `take_turns`, so that processes on one database share the counts. */
export const TAKE_THROTTLE_TURNS = write('take_throttle_turns', {
  parameters: { names: 'text[]', keys: 'bytea[]', most: 'integer[]', windows_ms: 'bigint[]', now_ms: 'bigint' },
  columns: { wait_ms: 'bigint' },
  sql: 'SELECT take_turns($1, $2, $3, $4, $5) AS wait_ms',
});

/** So many that a sweep stays short; what is left over goes with the next. */
export const SWEEP_THROTTLES = write('sweep_throttles', {
  parameters: { now: 'timestamptz' },
  columns: {},
  sql: `DELETE FROM throttles WHERE (name, key_hash) IN (
          SELECT name, key_hash FROM throttles WHERE expires_at <= $1 ORDER BY expires_at LIMIT 10000 FOR UPDATE SKIP LOCKED)`,
});

export class TypeormThrottles extends Throttles {
  private nextSweepMs = 0;

  constructor(private readonly statements: Statements) {
    super();
  }

  override async take(turns: readonly Turn[], nowMs: number): Promise<number> {
    await this.sweep(nowMs);
    const [row] = await this.statements.run(TAKE_THROTTLE_TURNS, {
      names: turns.map(({ limit }) => limit.name),
      keys: turns.map(({ key }) => key),
      most: turns.map(({ limit }) => limit.most),
      windows_ms: turns.map(({ limit }) => limit.windowMs),
      now_ms: nowMs,
    });
    return Number(row!.wait_ms);
  }

  private async sweep(nowMs: number): Promise<void> {
    if (nowMs < this.nextSweepMs) return;
    this.nextSweepMs = nowMs + SWEEP_EVERY_MS;
    await this.statements.run(SWEEP_THROTTLES, { now: new Date(nowMs) });
  }
}
