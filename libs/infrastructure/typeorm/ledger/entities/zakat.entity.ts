import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import {
  BIGINT,
  BYTES,
  IDENTITY,
  INTEGER,
  MOMENT,
  optional,
  SMALL_BIGINT,
  TEXT,
  UUID,
} from '../../entities/columns.js';
import { BlockEntity } from './block.entity.js';
import { TransactionEntity } from './transaction.entity.js';
import { UserEntity, WalletProfileEntity } from './user.entity.js';
import { ZakatAssessmentEntity } from './zakat-assessment.entity.js';

@Entity('zakat_runs')
@Index('zakat_runs_one_per_period', ['period'], { unique: true, where: 'assessment_id IS NULL' })
@Unique('zakat_runs_one_per_assessment', ['assessmentId'])
@Unique('zakat_runs_number', ['number'])
@Check(
  'zakat_runs_of_assessment',
  'num_nonnulls(assessment_id, begun_by) IN (0, 2) AND (assessment_id IS NULL OR period IS NOT NULL)',
)
/** On the expression `true`, which TypeORM has no word for. */
@Index('zakat_runs_one_unfinished', { synchronize: false })
@Check('zakat_runs_period_check', "period ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'")
@Check('zakat_runs_pool_address_check', 'octet_length(pool_address) = 32')
@Check('zakat_runs_total_wallets_check', 'total_wallets >= 0')
export class ZakatRunEntity {
  @PrimaryColumn(UUID)
  id!: string;

  @Column(BYTES)
  poolAddress!: Buffer;

  @Column({ ...MOMENT, default: () => 'now()' })
  startedAtMs!: number;

  @Column(optional(MOMENT))
  completedAtMs?: number;

  @Column(optional(TEXT))
  period?: string;

  @Column(optional(INTEGER))
  totalWallets?: number;

  @Column(optional(TEXT))
  repeatedPeriod?: string;

  @Column(IDENTITY)
  number!: bigint;

  /** Of a run that charges an assessment. */
  @Column(optional(UUID))
  @ForeignKey(() => ZakatAssessmentEntity)
  assessmentId?: string;

  @Column(optional(TEXT))
  begunBy?: string;
}

@Entity('zakat_records')
@Unique(['runId', 'walletAddress'])
@Unique('zakat_records_once_per_period', ['period', 'walletAddress'])
@Index('zakat_records_wallet', ['walletAddress', 'transactionKey'])
@Check('zakat_records_amount_check', 'amount > 0')
export class ZakatRecordEntity {
  @PrimaryColumn({ ...UUID, generated: 'uuid' })
  id!: string;

  @Column(UUID)
  @ForeignKey(() => ZakatRunEntity)
  runId!: string;

  @Column(UUID)
  @ForeignKey(() => UserEntity)
  userId!: string;

  @Column(BYTES)
  @ForeignKey(() => WalletProfileEntity, 'walletAddress')
  walletAddress!: Buffer;

  @Column({ ...BIGINT, name: 'amount' })
  amountUnits!: bigint;

  @Column(SMALL_BIGINT)
  @ForeignKey(() => BlockEntity)
  height!: number;

  @Column({ ...BIGINT, unique: true })
  @ForeignKey(() => TransactionEntity)
  transactionKey!: bigint;

  @Column(MOMENT)
  createdAtMs!: number;

  /** Of its run; a trigger copies it. */
  @Column(optional(TEXT))
  period?: string;
}

/** What a deduction was reckoned with, under its number. It is written with the deduction and never changed. */
@Entity('zakat_receipts')
@Unique('zakat_receipts_number', ['series', 'serial'])
@Check('zakat_receipts_series_check', "series ~ '^[A-Za-z0-9_][A-Za-z0-9._-]{0,31}$'")
@Check('zakat_receipts_serial_check', 'serial > 0')
@Check('zakat_receipts_balance_check', 'balance > 0')
@Check('zakat_receipts_debts_check', 'debts >= 0')
@Check('zakat_receipts_rate_numerator_check', 'rate_numerator > 0')
@Check('zakat_receipts_rate_denominator_check', 'rate_denominator > 0')
@Check('zakat_receipts_hijri_date_check', "hijri_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'")
@Check('zakat_receipts_check', '(valuation_date IS NULL) = (hijri_date IS NULL)')
export class ZakatReceiptEntity {
  @PrimaryColumn(BIGINT)
  @ForeignKey(() => ZakatRecordEntity, 'transactionKey')
  transactionKey!: bigint;

  @Column(TEXT)
  series!: string;

  @Column(INTEGER)
  serial!: number;

  @Column({ ...BIGINT, name: 'balance' })
  balanceUnits!: bigint;

  @Column(optional({ ...BIGINT, name: 'debts' }))
  debtsUnits?: bigint;

  @Column(optional({ type: 'jsonb' }))
  nisab?: object;

  @Column(BIGINT)
  rateNumerator!: bigint;

  @Column(BIGINT)
  rateDenominator!: bigint;

  @Column(optional(INTEGER))
  policyVersion?: number;

  @Column(optional({ type: 'date' }))
  valuationDate?: string;

  @Column(optional(TEXT))
  hijriDate?: string;
}
