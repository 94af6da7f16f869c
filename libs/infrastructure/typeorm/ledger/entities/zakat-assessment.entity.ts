import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import {
  BIGINT,
  BOOLEAN,
  BYTES,
  DAY,
  DECIMAL,
  HEX,
  IDENTITY,
  INTEGER,
  MOMENT,
  optional,
  SMALL_BIGINT,
  TEXT,
  UUID,
} from '../../entities/columns.js';
import { BlockEntity } from './block.entity.js';
import { ZakatNisabEntity } from './zakat-terms.entity.js';

@Entity('zakat_assessments')
@Check('zakat_assessments_hash_check', 'octet_length(hash) = 32')
@Check('zakat_assessments_period_check', "period ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'")
@Check('zakat_assessments_hijri_date_check', "hijri_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'")
@Check('zakat_assessments_policy_version_check', 'policy_version >= 0')
@Check('zakat_assessments_time_zone_check', "time_zone <> ''")
@Check('zakat_assessments_calendar_version_check', 'calendar_version >= 0')
@Check('zakat_assessments_wallets_check', 'wallets >= 0')
@Check('zakat_assessments_check', 'due_count BETWEEN 0 AND wallets')
@Check('zakat_assessments_due_units_check', 'due_units >= 0')
@Check('zakat_assessments_by_reason_check', "jsonb_typeof(by_reason) = 'object'")
@Check('zakat_assessments_author_check', "author <> ''")
export class ZakatAssessmentEntity {
  @Column({ ...IDENTITY, unique: true })
  number!: bigint;

  @PrimaryColumn(UUID)
  id!: string;

  @Column(HEX)
  hash!: string;

  @Column(TEXT)
  period!: string;

  @Column(DAY)
  valuationDate!: string;

  @Column(TEXT)
  hijriDate!: string;

  @Column({ ...BOOLEAN, name: 'provisional' })
  isProvisional!: boolean;

  @Column(SMALL_BIGINT)
  @ForeignKey(() => BlockEntity)
  height!: number;

  @Column(INTEGER)
  policyVersion!: number;

  @Column(TEXT)
  timeZone!: string;

  @Column(INTEGER)
  calendarVersion!: number;

  @Column(UUID)
  @ForeignKey(() => ZakatNisabEntity)
  nisab!: string;

  @Column(INTEGER)
  wallets!: number;

  @Column(INTEGER)
  dueCount!: number;

  @Column(BIGINT)
  dueUnits!: bigint;

  @Column({ type: 'jsonb' })
  byReason!: Record<string, number>;

  @Column(TEXT)
  author!: string;

  @Column(MOMENT)
  createdAtMs!: number;
}

@Entity('zakat_assessment_lines')
@Unique(['assessmentId', 'walletAddress'])
@Index('zakat_assessment_lines_reason', ['assessmentId', 'reason', 'position'])
@Check('zakat_assessment_lines_position_check', 'position >= 0')
@Check('zakat_assessment_lines_balance_check', 'balance >= 0')
@Check('zakat_assessment_lines_debts_check', 'debts >= 0')
@Check('zakat_assessment_lines_net', 'net = greatest(balance - debts, 0)')
@Check('zakat_assessment_lines_nisab_check', 'nisab > 0')
@Check('zakat_assessment_lines_hawl', 'hawl_until > hawl_from')
@Check('zakat_assessment_lines_at_most_net', 'due >= 0 AND due <= net')
@Check('zakat_assessment_lines_days_left_check', 'days_left > 0')
@Check('zakat_assessment_lines_due', "(reason = 'DUE') = (due > 0)")
export class ZakatAssessmentLineEntity {
  @PrimaryColumn(UUID)
  assessmentId!: string;

  @PrimaryColumn(INTEGER)
  position!: number;

  @Column(BYTES)
  walletAddress!: Buffer;

  @Column(BIGINT)
  balance!: bigint;

  @Column(DECIMAL)
  debts!: string;

  @Column(BIGINT)
  net!: bigint;

  @Column(BIGINT)
  nisab!: bigint;

  @Column(optional(DAY))
  hawlFrom?: string;

  @Column(optional(DAY))
  hawlUntil?: string;

  @Column(BIGINT)
  due!: bigint;

  @Column(TEXT)
  reason!: string;

  @Column(optional(INTEGER))
  daysLeft?: number;
}
