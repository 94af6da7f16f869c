import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, BYTES, INTEGER, MOMENT, TEXT, UUID } from '../../entities/columns.js';
import { WalletProfileEntity } from './user.entity.js';
import { ZakatRunEntity } from './zakat.entity.js';
import { ZakatAssessmentEntity } from './zakat-assessment.entity.js';

@Entity('zakat_approvals')
@Check('zakat_approvals_approved_by_check', "approved_by <> ''")
export class ZakatApprovalEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => ZakatAssessmentEntity)
  assessmentId!: string;

  @PrimaryColumn(TEXT)
  approvedBy!: string;

  @Column(MOMENT)
  approvedAtMs!: number;
}

@Entity('zakat_shortfalls')
@Check('zakat_shortfalls_kind_check', "kind IN ('outstanding', 'failed')")
export class ZakatShortfallEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => ZakatRunEntity)
  runId!: string;

  @PrimaryColumn(BYTES)
  @ForeignKey(() => WalletProfileEntity, 'walletAddress')
  walletAddress!: Buffer;

  @Column(TEXT)
  kind!: string;
}

/** When a run was completed, in its place between the blocks. A trigger writes it, and nothing changes it. */
@Entity('zakat_run_completions')
@Index('zakat_run_completions_run', ['runId'])
@Check('zakat_run_completions_ordinal_check', 'ordinal BETWEEN 1 AND 500000')
@Check('zakat_run_completions_units_check', 'units >= 0')
export class ZakatRunCompletionEntity {
  /** The first transaction behind it. */
  @PrimaryColumn(BIGINT)
  beforeTransaction!: bigint;

  @PrimaryColumn(INTEGER)
  ordinal!: number;

  @Column(UUID)
  @ForeignKey(() => ZakatRunEntity)
  runId!: string;

  @Column(BIGINT)
  units!: bigint;

  @Column(MOMENT)
  completedAtMs!: number;
}
