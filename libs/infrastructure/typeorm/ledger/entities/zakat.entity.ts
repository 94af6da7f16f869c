import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BIGINT, BYTES, INTEGER, MOMENT, optional, SMALL_BIGINT, TEXT, UUID } from '../../entities/columns.js';
import { BlockEntity } from './block.entity.js';
import { TransactionEntity } from './transaction.entity.js';
import { UserEntity, WalletProfileEntity } from './user.entity.js';

@Entity('zakat_runs')
@Unique('zakat_runs_one_per_period', ['period'])
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
}

@Entity('zakat_records')
@Unique(['runId', 'walletAddress'])
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
}
