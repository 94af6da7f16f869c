import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, BYTES, IDENTITY, MOMENT, optional, TEXT, UUID } from '../../entities/columns.js';
import { TransactionEntity } from './transaction.entity.js';
import { ZakatReceiptEntity } from './zakat.entity.js';

const PERIOD = "period ~ '^[A-Za-z0-9_][A-Za-z0-9._-]{0,31}$'";
const ASNAF =
  "asnaf IN ('fuqara', 'masakin', 'amilin', 'muallafa', 'riqab', 'gharimin', 'fi_sabilillah', 'ibn_al_sabil')";
const REJECTION = 'num_nonnulls(rejected_by, rejected_at, rejection)';

@Entity('zakat_vouchers')
@Index('zakat_vouchers_state', ['state', 'number'])
@Index('zakat_vouchers_receipt', ['receipt'], { where: 'receipt IS NOT NULL' })
@Index('zakat_vouchers_amilin', ['period'], { where: "asnaf = 'amilin'" })
@Check('zakat_vouchers_state_check', "state IN ('proposed', 'approved', 'paid', 'rejected')")
@Check('zakat_vouchers_kind_check', "kind IN ('distribution', 'refund')")
@Check('zakat_vouchers_asnaf_check', ASNAF)
@Check('zakat_vouchers_period_check', PERIOD)
@Check('zakat_vouchers_pool_address_check', 'octet_length(pool_address) = 32')
@Check('zakat_vouchers_beneficiary_name_check', "beneficiary_name <> ''")
@Check('zakat_vouchers_beneficiary_address_check', 'octet_length(beneficiary_address) = 32')
@Check('zakat_vouchers_amount_check', 'amount > 0')
@Check('zakat_vouchers_proposed_by_check', "proposed_by <> ''")
@Check('zakat_vouchers_key_hash_check', 'octet_length(key_hash) = 32')
@Check('zakat_vouchers_request_hash_check', 'octet_length(request_hash) = 32')
@Check(
  'zakat_vouchers_purpose',
  "((kind = 'distribution') = (asnaf IS NOT NULL)) AND ((kind = 'refund') = (receipt IS NOT NULL))",
)
@Check('zakat_vouchers_rejection', `((state = 'rejected') = (${REJECTION} = 3)) AND (${REJECTION} IN (0, 3))`)
@Check('zakat_vouchers_claim', '(key_hash IS NULL) = (request_hash IS NULL)')
@Check('zakat_vouchers_leave_the_pool', 'beneficiary_address <> pool_address')
export class ZakatVoucherEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column({ ...UUID, unique: true })
  id!: string;

  @Column({ ...TEXT, default: 'proposed' })
  state!: string;

  @Column(TEXT)
  kind!: string;

  @Column(optional(TEXT))
  asnaf?: string;

  @Column(TEXT)
  period!: string;

  @Column(BYTES)
  poolAddress!: Buffer;

  @Column(TEXT)
  beneficiaryName!: string;

  @Column(BYTES)
  beneficiaryAddress!: Buffer;

  @Column({ ...BIGINT, name: 'amount' })
  amountUnits!: bigint;

  @Column(optional(BIGINT))
  @ForeignKey(() => ZakatReceiptEntity)
  receipt?: bigint;

  @Column(TEXT)
  note!: string;

  @Column(TEXT)
  proposedBy!: string;

  @Column(MOMENT)
  proposedAtMs!: number;

  @Column(optional(TEXT))
  rejectedBy?: string;

  @Column(optional(MOMENT))
  rejectedAtMs?: number;

  @Column(optional(TEXT))
  rejection?: string;

  @Column({ ...optional(BYTES), unique: true })
  keyHash?: Buffer;

  @Column(optional(BYTES))
  requestHash?: Buffer;
}

@Entity('zakat_voucher_approvals')
@Check('zakat_voucher_approvals_approved_by_check', "approved_by <> ''")
export class ZakatVoucherApprovalEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => ZakatVoucherEntity, 'id')
  voucherId!: string;

  @PrimaryColumn(TEXT)
  approvedBy!: string;

  @Column(MOMENT)
  approvedAtMs!: number;
}

@Entity('zakat_voucher_payments')
@Check('zakat_voucher_payments_paid_by_check', "paid_by <> ''")
export class ZakatVoucherPaymentEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => ZakatVoucherEntity, 'id')
  voucherId!: string;

  @Column({ ...BIGINT, unique: true })
  @ForeignKey(() => TransactionEntity)
  transactionKey!: bigint;

  @Column(TEXT)
  paidBy!: string;

  @Column(MOMENT)
  paidAtMs!: number;
}

@Entity('zakat_voucher_orders')
@Index('zakat_voucher_orders_voucher', ['voucherId', 'askedAtMs'])
@Check('zakat_voucher_orders_txid_check', 'octet_length(txid) = 32')
@Check('zakat_voucher_orders_outpoints_check', '(octet_length(outpoints) > 0) AND ((octet_length(outpoints) % 36) = 0)')
@Check('zakat_voucher_orders_asked_by_check', "asked_by <> ''")
export class ZakatVoucherOrderEntity {
  @PrimaryColumn(BYTES)
  txid!: Buffer;

  @Column(UUID)
  @ForeignKey(() => ZakatVoucherEntity, 'id')
  voucherId!: string;

  @Column(BYTES)
  outpoints!: Buffer;

  @Column(TEXT)
  askedBy!: string;

  @Column(MOMENT)
  askedAtMs!: number;
}
