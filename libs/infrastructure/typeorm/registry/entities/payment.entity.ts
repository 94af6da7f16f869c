import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import {
  BIGINT,
  BOOLEAN,
  BYTES,
  IDENTITY,
  INTEGER,
  MOMENT,
  optional,
  SMALL_BIGINT,
  TEXT,
} from '../../entities/columns.js';
import { WalletEntity } from './wallet.entity.js';

@Entity('payments')
@Unique('payments_txid', ['txid'])
@Index('payments_open', ['id'], { where: 'NOT final' })
@Index('payments_window', ['walletId', 'createdAtMs'])
@Check('payments_amount_check', 'amount > 0')
@Check('payments_check', 'fee BETWEEN 0 AND reserved_fee')
@Check('payments_check1', "(kind = 'internal') = (recipient_wallet IS NOT NULL)")
@Check('payments_check2', "(state IN ('created', 'failed')) OR ((txid IS NOT NULL) AND (fee IS NOT NULL))")
@Check('payments_check3', "(state NOT IN ('signed', 'broadcast')) OR ((hex IS NOT NULL) AND (kind = 'send'))")
@Check('payments_check4', "(state = 'failed') = (failure IS NOT NULL)")
@Check('payments_kind_check', "kind IN ('send', 'internal')")
@Check('payments_refusals', 'refusals BETWEEN 0 AND offers')
@Check('payments_reserved_fee_check', 'reserved_fee >= 0')
@Check('payments_state_check', "state IN ('created', 'signed', 'broadcast', 'confirmed', 'failed')")
export class PaymentEntity {
  @PrimaryColumn(IDENTITY)
  id!: bigint;

  @Column(BIGINT)
  @ForeignKey(() => WalletEntity)
  walletId!: bigint;

  @Column(TEXT)
  kind!: string;

  @Column(TEXT)
  recipientAddress!: string;

  @Column(optional(BIGINT))
  @ForeignKey(() => WalletEntity)
  recipientWallet?: bigint;

  @Column({ ...BIGINT, name: 'amount' })
  amountUnits!: bigint;

  @Column({ ...BIGINT, name: 'reserved_fee' })
  reservedFeeUnits!: bigint;

  @Column({ ...optional(BIGINT), name: 'fee' })
  feeUnits?: bigint;

  @Column(TEXT)
  state!: string;

  @Column(optional(TEXT))
  txid?: string;

  @Column(optional(TEXT))
  hex?: string;

  @Column(optional(TEXT))
  builtOn?: string;

  @Column(optional(SMALL_BIGINT))
  blockHeight?: number;

  @Column({ ...INTEGER, default: 0 })
  confirmations!: number;

  @Column({ ...BOOLEAN, default: false })
  conflicted!: boolean;

  @Column({ ...BOOLEAN, default: false })
  final!: boolean;

  @Column(optional(TEXT))
  failure?: string;

  @Column(MOMENT)
  createdAtMs!: number;

  @Column(MOMENT)
  deadlineAtMs!: number;

  @Column(optional(MOMENT))
  confirmedAtMs?: number;

  @Column({ ...INTEGER, default: 1 })
  offers!: number;

  @Column({ ...INTEGER, default: 0 })
  refusals!: number;

  @Column(optional(INTEGER))
  refusalCode?: number;

  @Column({ ...optional(MOMENT), name: 'refused_since' })
  refusedSinceMs?: number;

  @Column(optional(SMALL_BIGINT))
  refusedAtHeight?: number;
}

@Entity('payment_endings')
@Check('payment_endings_reason_check', 'length(btrim(reason)) BETWEEN 1 AND 500')
export class PaymentEndingEntity {
  @PrimaryColumn(BIGINT)
  @ForeignKey(() => PaymentEntity)
  paymentId!: bigint;

  @Column(TEXT)
  txid!: string;

  @Column(TEXT)
  reason!: string;

  @Column(TEXT)
  actor!: string;

  @Column(MOMENT)
  endedAtMs!: number;
}

@Entity('idempotency_keys')
@Index('idempotency_keys_created_at', ['createdAtMs'])
@Index('idempotency_keys_payment', ['paymentId'])
@Check('idempotency_keys_fingerprint_check', 'octet_length(fingerprint) = 32')
@Check('idempotency_keys_key_check', "key ~ '^[!-~]{1,255}$'")
export class IdempotencyKeyEntity {
  @PrimaryColumn(BIGINT)
  @ForeignKey(() => WalletEntity)
  walletId!: bigint;

  @PrimaryColumn(TEXT)
  key!: string;

  @Column(BYTES)
  fingerprint!: Buffer;

  @Column(BIGINT)
  @ForeignKey(() => PaymentEntity)
  paymentId!: bigint;

  @Column(MOMENT)
  createdAtMs!: number;
}
