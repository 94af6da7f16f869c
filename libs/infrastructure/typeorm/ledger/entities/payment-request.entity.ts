import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BIGINT, BYTES, IDENTITY, INTEGER, MOMENT, optional, TEXT, UUID } from '../../entities/columns.js';
import { TransactionEntity } from './transaction.entity.js';
import { UserEntity } from './user.entity.js';

@Entity('payment_requests')
@Index('payment_requests_of_user', ['userId', 'number'])
@Check('payment_requests_address_check', 'octet_length(address) = 32')
@Check('payment_requests_amount_check', 'amount > 0')
@Check('payment_requests_sealed_note_check', 'octet_length(sealed_note) BETWEEN 1 AND 1024')
@Check('payment_requests_reference_check', 'char_length(reference) BETWEEN 1 AND 64')
@Check('payment_requests_key_hash_check', 'octet_length(key_hash) = 32')
@Check('payment_requests_request_hash_check', 'octet_length(request_hash) = 32')
@Check('payment_requests_claim', '(key_hash IS NULL) = (request_hash IS NULL)')
@Check('payment_requests_expire_later', 'expires_at > created_at')
export class PaymentRequestEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column({ ...UUID, unique: true })
  id!: string;

  @Column(UUID)
  @ForeignKey(() => UserEntity)
  userId!: string;

  @Column(BYTES)
  address!: Buffer;

  @Column({ ...BIGINT, name: 'amount' })
  amountUnits!: bigint;

  @Column(optional(BYTES))
  sealedNote?: Buffer;

  @Column(optional(TEXT))
  reference?: string;

  @Column({ ...MOMENT, name: 'created_at' })
  createdAtMs!: number;

  @Column({ ...optional(MOMENT), name: 'expires_at' })
  expiresAtMs?: number;

  @Column({ ...optional(MOMENT), name: 'cancelled_at' })
  cancelledAtMs?: number;

  @Column({ ...optional(BYTES), unique: true })
  keyHash?: Buffer;

  @Column(optional(BYTES))
  requestHash?: Buffer;
}

@Entity('request_payments')
@Unique('request_payments_in_order', ['requestId', 'ordinal'])
@Index('request_payments_paid', ['requestId'], { unique: true, where: 'total >= requested' })
@Index('request_payments_told', ['transactionKey'], { where: 'total >= requested' })
@Check('request_payments_ordinal_check', 'ordinal > 0')
@Check('request_payments_amount_check', 'amount > 0')
@Check('request_payments_check', 'total >= amount')
@Check('request_payments_paid_once', 'total - amount < requested')
export class RequestPaymentEntity {
  @PrimaryColumn(BIGINT)
  @ForeignKey(() => TransactionEntity)
  transactionKey!: bigint;

  @Column(UUID)
  @ForeignKey(() => PaymentRequestEntity, 'id')
  requestId!: string;

  @Column(INTEGER)
  ordinal!: number;

  @Column(BIGINT)
  requested!: bigint;

  @Column({ ...BIGINT, name: 'amount' })
  amountUnits!: bigint;

  @Column({ ...BIGINT, name: 'total' })
  totalUnits!: bigint;
}
