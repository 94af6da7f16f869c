import { randomUUID } from 'node:crypto';
import { fromHex, toHex } from '@app/chain';
import {
  type Approval,
  type AssessedRun,
  AssessedRuns,
  AssessmentApprovals,
  type DuePage,
  type DueQuery,
  parsePeriod,
  RunLines,
  type RunProgress,
  type Shortfall,
} from '@app/zakat';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';

const RUN = { id: 'uuid', assessment_id: 'uuid', period: 'text', pool_address: 'bytea' } as const satisfies Columns;

export const APPROVE_ASSESSMENT = write('approve_zakat_assessment', {
  parameters: { assessment_id: 'uuid', approved_by: 'text', approved_at: 'timestamptz' },
  columns: { approved: 'boolean' },
  sql: `INSERT INTO zakat_approvals (assessment_id, approved_by, approved_at) VALUES ($1, $2, $3)
        ON CONFLICT (assessment_id, approved_by) DO NOTHING RETURNING true AS approved`,
});

export const APPROVALS_OF_ASSESSMENT = read('zakat_approvals_of_assessment', {
  parameters: { assessment_id: 'uuid' },
  columns: { approved_by: 'text', approved_at: 'timestamptz' },
  sql: 'SELECT approved_by, approved_at FROM zakat_approvals WHERE assessment_id = $1 ORDER BY approved_at, approved_by',
});

export const BEGIN_ASSESSED_RUN = write('begin_assessed_zakat_run', {
  parameters: { id: 'uuid', assessment_id: 'uuid', pool_address: 'bytea', begun_by: 'text' },
  columns: {},
  sql: `INSERT INTO zakat_runs (id, pool_address, period, assessment_id, begun_by)
        SELECT $1, $3, period, id, $4 FROM zakat_assessments WHERE id = $2 ON CONFLICT (assessment_id) DO NOTHING`,
});

export const RUN_OF_ASSESSMENT = read('zakat_run_of_assessment', {
  parameters: { assessment_id: 'uuid' },
  columns: RUN,
  sql: 'SELECT id, assessment_id, period, pool_address FROM zakat_runs WHERE assessment_id = $1',
});

export const UNFINISHED_ASSESSED_RUN = read('unfinished_assessed_zakat_run', {
  parameters: {},
  columns: RUN,
  sql: `SELECT id, assessment_id, period, pool_address FROM zakat_runs
        WHERE completed_at IS NULL AND assessment_id IS NOT NULL ORDER BY number LIMIT 1`,
});

/**
 * The lines are limited before anything else is looked at, and each looks itself up (`OFFSET 0` keeps the planner from joins):
 * it would sort all lines that are left for each batch of them, and hash all wallets and all charges.
 */
export const DUE_IN_ZAKAT_RUN = read('due_in_zakat_run', {
  parameters: { run_id: 'uuid', after_position: 'integer', row_limit: 'integer' },
  columns: {
    position: 'integer',
    user_id: 'uuid',
    wallet_address: 'bytea',
    sealed_private_key: 'bytea',
    due: 'bigint',
    settled: 'boolean',
  },
  sql: `SELECT l.position, w.user_id, l.wallet_address, w.sealed_private_key, l.due,
               EXISTS (SELECT FROM zakat_records z WHERE z.period = r.period AND z.wallet_address = l.wallet_address OFFSET 0)
               OR EXISTS (SELECT FROM zakat_shortfalls s WHERE s.run_id = r.id AND s.wallet_address = l.wallet_address OFFSET 0)
                 AS settled
        FROM zakat_runs r
        CROSS JOIN LATERAL (SELECT position, wallet_address, due FROM zakat_assessment_lines
                            WHERE assessment_id = r.assessment_id AND reason = 'DUE' AND position > $2 ORDER BY position LIMIT $3) AS l
        CROSS JOIN LATERAL (SELECT user_id, sealed_private_key FROM wallet_profiles
                            WHERE wallet_address = l.wallet_address OFFSET 0) AS w
        WHERE r.id = $1 ORDER BY l.position`,
});

export const SET_ASIDE_IN_ZAKAT_RUN = write('set_aside_in_zakat_run', {
  parameters: { run_id: 'uuid', kind: 'text', addresses: 'bytea[]' },
  columns: {},
  sql: `INSERT INTO zakat_shortfalls (run_id, wallet_address, kind) SELECT $1, address, $2 FROM unnest($3::bytea[]) AS u(address)
        ON CONFLICT (run_id, wallet_address) DO UPDATE SET kind = excluded.kind`,
});

export const COMPLETE_ASSESSED_RUN = write('complete_assessed_zakat_run', {
  parameters: { run_id: 'uuid' },
  columns: {},
  sql: `UPDATE zakat_runs r SET completed_at = now(), total_wallets = a.wallets
        FROM zakat_assessments a WHERE r.id = $1 AND a.id = r.assessment_id AND r.completed_at IS NULL`,
});

export const REOPEN_ASSESSED_RUN = write('reopen_assessed_zakat_run', {
  parameters: { run_id: 'uuid' },
  columns: {},
  sql: `WITH dropped AS (DELETE FROM zakat_shortfalls WHERE run_id = $1 RETURNING run_id)
        UPDATE zakat_runs SET completed_at = NULL WHERE id = $1 AND id IN (SELECT run_id FROM dropped)`,
});

const PROGRESS = {
  ...RUN,
  number: 'bigint',
  started_at: 'timestamptz',
  completed_at: 'timestamptz null',
  total: 'integer',
  charged: 'bigint',
  total_units: 'numeric',
  elsewhere: 'bigint',
  outstanding: 'bigint',
  failed: 'bigint',
  hashes: 'bytea[]',
} as const satisfies Columns;

const SELECT_PROGRESS = `
  SELECT r.id, r.assessment_id, r.period, r.pool_address, r.number, r.started_at, r.completed_at, a.due_count AS total,
         z.charged, z.total_units, e.elsewhere, s.outstanding, s.failed,
         (SELECT coalesce(array_agg(b.hash ORDER BY b.height), '{}') FROM blocks b WHERE b.height = ANY (z.heights)) AS hashes
  FROM zakat_runs r JOIN zakat_assessments a ON a.id = r.assessment_id
  CROSS JOIN LATERAL (SELECT coalesce(sum(b.charged), 0)::bigint AS charged, coalesce(sum(b.units), 0) AS total_units,
                             array_agg(b.height) AS heights
    FROM (SELECT height, count(*) AS charged, sum(amount) AS units FROM zakat_records WHERE run_id = r.id GROUP BY height) AS b) AS z
  -- Of a period that had one run there is nothing to look for.
  CROSS JOIN LATERAL (SELECT count(*) AS elsewhere FROM zakat_records o JOIN zakat_assessment_lines l
    ON l.assessment_id = r.assessment_id AND l.wallet_address = o.wallet_address AND l.reason = 'DUE'
    WHERE EXISTS (SELECT FROM zakat_runs x WHERE x.period = r.period AND x.id <> r.id)
      AND o.period = r.period AND o.run_id <> r.id
      AND NOT EXISTS (SELECT FROM zakat_shortfalls s WHERE s.run_id = r.id AND s.wallet_address = o.wallet_address)) AS e
  CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE kind = 'outstanding') AS outstanding,
                             count(*) FILTER (WHERE kind = 'failed') AS failed FROM zakat_shortfalls WHERE run_id = r.id) AS s`;

export const PROGRESS_OF_ZAKAT_RUN = read('progress_of_zakat_run', {
  parameters: { run_id: 'uuid' },
  columns: PROGRESS,
  sql: `${SELECT_PROGRESS} WHERE r.id = $1`,
});

export const ASSESSED_ZAKAT_RUNS = read('assessed_zakat_runs', {
  parameters: { before_number: 'bigint', row_limit: 'integer' },
  columns: PROGRESS,
  sql: `${SELECT_PROGRESS} WHERE r.number < $1 ORDER BY r.number DESC LIMIT $2`,
});

export class SqlAssessedRuns extends AssessedRuns {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async begin(assessmentId: string, poolAddress: string, actor: string): Promise<AssessedRun> {
    await this.statements.run(BEGIN_ASSESSED_RUN, {
      id: randomUUID(),
      assessment_id: assessmentId,
      pool_address: fromHex(poolAddress, 32)!,
      begun_by: actor,
    });
    return (await this.ofAssessment(assessmentId))!;
  }

  override async ofAssessment(assessmentId: string): Promise<AssessedRun | undefined> {
    const [row] = await this.statements.run(RUN_OF_ASSESSMENT, { assessment_id: assessmentId });
    return row && runOf(row);
  }

  override async progress(runId: string): Promise<RunProgress | undefined> {
    const [row] = await this.statements.run(PROGRESS_OF_ZAKAT_RUN, { run_id: runId });
    return row && progressOf(row);
  }

  override async page(beforeNumber: number | undefined, limit: number): Promise<RunProgress[]> {
    const values = { before_number: beforeNumber ?? Number.MAX_SAFE_INTEGER, row_limit: limit };
    return (await this.statements.run(ASSESSED_ZAKAT_RUNS, values)).map(progressOf);
  }

  override async reopen(runId: string): Promise<void> {
    await this.statements.run(REOPEN_ASSESSED_RUN, { run_id: runId });
  }
}

export class SqlRunLines extends RunLines {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async unfinished(): Promise<AssessedRun | undefined> {
    const [row] = await this.statements.run(UNFINISHED_ASSESSED_RUN, {});
    return row && runOf(row);
  }

  override async due({ runId, afterPosition = -1, limit }: DueQuery): Promise<DuePage> {
    const rows = await this.statements.run(DUE_IN_ZAKAT_RUN, {
      run_id: runId,
      after_position: afterPosition,
      row_limit: limit,
    });
    const open = rows.filter(({ settled }) => !settled);
    const lines = open.map((row) => ({
      userId: row.user_id,
      walletAddress: toHex(row.wallet_address),
      sealedPrivateKey: row.sealed_private_key,
      amountUnits: BigInt(row.due),
    }));
    return { lines, lastPosition: rows.at(-1)?.position };
  }

  override async setAside(runId: string, kind: Shortfall, addresses: readonly string[]): Promise<void> {
    const hashes = addresses.map((address) => fromHex(address, 32)!);
    await this.statements.run(SET_ASIDE_IN_ZAKAT_RUN, { run_id: runId, kind, addresses: hashes });
  }

  override async complete(runId: string): Promise<void> {
    await this.statements.run(COMPLETE_ASSESSED_RUN, { run_id: runId });
  }
}

export class SqlAssessmentApprovals extends AssessmentApprovals {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async add(assessmentId: string, { by, atMs }: Approval): Promise<boolean> {
    const values = { assessment_id: assessmentId, approved_by: by, approved_at: new Date(atMs) };
    return (await this.statements.run(APPROVE_ASSESSMENT, values)).length > 0;
  }

  override async of(assessmentId: string): Promise<Approval[]> {
    const rows = await this.statements.run(APPROVALS_OF_ASSESSMENT, { assessment_id: assessmentId });
    return rows.map((row) => ({ by: row.approved_by, atMs: row.approved_at.getTime() }));
  }
}

function runOf({ id, assessment_id, period, pool_address }: RowOf<typeof RUN>): AssessedRun {
  return { id, assessmentId: assessment_id, period: parsePeriod(period), poolAddress: toHex(pool_address) };
}

function progressOf(row: RowOf<typeof PROGRESS>): RunProgress {
  const [charged, outstanding, failed] = [Number(row.charged), Number(row.outstanding), Number(row.failed)];
  return {
    ...runOf(row),
    state: row.completed_at === null ? 'running' : 'completed',
    total: row.total,
    processed: charged + outstanding + failed + Number(row.elsewhere),
    charged,
    outstanding,
    failed,
    totalUnits: BigInt(row.total_units),
    blockHashes: row.hashes.map(toHex),
    startedAtMs: row.started_at.getTime(),
    completedAtMs: row.completed_at?.getTime(),
    number: Number(row.number),
  };
}
