import { Throttles, type Turn } from '@app/identity';
import { type Statements, write } from '../statement.js';

/**
 * The counting is `take_turns`, so that processes on one database share the counts. It sweeps in passing: each turn that is taken
 * removes up to twenty expired rows.
 */
export const TAKE_THROTTLE_TURNS = write('take_throttle_turns', {
  parameters: { names: 'text[]', keys: 'bytea[]', most: 'integer[]', windows_ms: 'bigint[]', now_ms: 'bigint' },
  columns: { wait_ms: 'bigint' },
  sql: 'SELECT take_turns($1, $2, $3, $4, $5) AS wait_ms',
});

export class SqlThrottles extends Throttles {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async take(turns: readonly Turn[], nowMs: number): Promise<number> {
    const [row] = await this.statements.run(TAKE_THROTTLE_TURNS, {
      names: turns.map(({ limit }) => limit.name),
      keys: turns.map(({ key }) => key),
      most: turns.map(({ limit }) => limit.most),
      windows_ms: turns.map(({ limit }) => limit.windowMs),
      now_ms: nowMs,
    });
    return Number(row!.wait_ms);
  }
}
