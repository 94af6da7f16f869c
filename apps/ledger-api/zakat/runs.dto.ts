import { IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { type RunProgress, ZakatRunNotFound } from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { invalidBody } from '../presentation/invalid-request.js';
import { IsLimit, PageQuery } from '../presentation/page-query.dto.js';
import { UNITS } from '../presentation/units.js';

const RUN_ID = { format: 'uuid', example: '0f0e8f5e-6a39-4c3c-8a7e-6a8d5a0b6c11' };

@RefusedAs(invalidBody)
export class ApprovalRequest {
  /**
   * The hash of the assessment whose lines were looked at.
   * @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
   */
  @IsText({ pattern: '^[0-9a-fA-F]{64}$' })
  hash!: string;
}

export class RunPath {
  /** Of the run */
  @IsText(RUN_ID, () => new ZakatRunNotFound())
  id = '';
}

export class RunsQuery extends PageQuery {
  @IsLimit({ default: 20 })
  override limit?: number = 20;
}

export class BegunRunResponse {
  /** Of the run, which goes on in the background. */
  @ApiProperty(RUN_ID)
  run_id!: string;
}

export class RunResponse {
  @ApiProperty(RUN_ID)
  id!: string;

  /** Of the assessment whose lines it charges. */
  @ApiProperty({ format: 'uuid' })
  assessment_id!: string;

  /** @example "1447" */
  period!: string;

  /** Address of the pool that it pays. */
  pool_address!: string;

  /** `completed` when every line was charged or set aside; those that were set aside can be tried again. */
  state!: 'running' | 'completed';

  /**
   * Lines that were found due.
   * @example 61234
   */
  total!: number;

  /**
   * Of those, what is settled: charged, outstanding, failed, or charged by another run of the period.
   * @example 61234
   */
  processed!: number;

  /** @example 61230 */
  charged!: number;

  /**
   * Wallets that held less than was due when they were to be charged.
   * @example 3
   */
  outstanding!: number;

  /**
   * Wallets that could not be charged: the key does not open, or the coins are too many for one transaction.
   * @example 1
   */
  failed!: number;

  /**
   * Units that were charged.
   * @example 771500000
   */
  @ApiProperty(UNITS)
  total_units!: number;

  /** Hex hashes of the blocks that hold the deductions, in chain order. */
  block_hashes!: string[];

  /** @example "2026-02-19T09:00:00.000Z" */
  started_at!: string;

  /**
   * Null while it runs.
   * @example "2026-02-19T09:01:00.000Z"
   */
  @ApiProperty({ type: String, nullable: true })
  completed_at!: string | null;
}

export class RunsResponse {
  /** Newest first. */
  runs!: RunResponse[];
}

export function runJson(run: RunProgress) {
  return {
    id: run.id,
    assessment_id: run.assessmentId,
    period: run.period,
    pool_address: run.poolAddress,
    state: run.state,
    total: run.total,
    processed: run.processed,
    charged: run.charged,
    outstanding: run.outstanding,
    failed: run.failed,
    total_units: run.totalUnits,
    block_hashes: run.blockHashes,
    started_at: new Date(run.startedAtMs).toISOString(),
    completed_at: run.completedAtMs === undefined ? null : new Date(run.completedAtMs).toISOString(),
  };
}
