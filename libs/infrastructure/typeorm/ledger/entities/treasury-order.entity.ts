import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import {
  BIGINT,
  BYTES,
  DECIMAL,
  HEX,
  IDENTITY,
  INTEGER,
  MOMENT,
  optional,
  TEXT,
  UUID,
} from '../../entities/columns.js';
import { TransactionEntity } from './transaction.entity.js';

const REJECTION = 'num_nonnulls(rejected_by, rejected_at, rejection)';

@Entity('treasury_orders')
@Index('treasury_orders_reference', ['kind', 'reference'], { unique: true, where: "state <> 'rejected'" })
@Index('treasury_orders_kind', ['kind', 'number'])
@Index('treasury_orders_state', ['kind', 'state', 'number'])
@Index('treasury_orders_proposed', ['kind', 'proposedAtMs'])
@Index('treasury_orders_approved', ['kind', 'approvedAtMs'], { where: 'approved_at IS NOT NULL' })
@Check('treasury_orders_state_check', "state IN ('proposed', 'approved', 'mined', 'rejected')")
@Check('treasury_orders_kind_check', "kind IN ('issue', 'redemption')")
@Check('treasury_orders_address_check', 'octet_length(address) = 32')
@Check('treasury_orders_amount_check', 'amount BETWEEN 1 AND 1000000000000000000')
@Check('treasury_orders_reference_check', 'char_length(reference) BETWEEN 1 AND 64')
@Check('treasury_orders_hash_check', 'octet_length(hash) = 32')
@Check('treasury_orders_proposed_by_check', "proposed_by <> ''")
@Check('treasury_orders_needed_check', 'needed > 0')
@Check('treasury_orders_key_hash_check', 'octet_length(key_hash) = 32')
@Check('treasury_orders_request_hash_check', 'octet_length(request_hash) = 32')
@Check(
  'treasury_orders_approval',
  "((approved_at IS NULL) = (needed IS NULL)) AND ((state NOT IN ('approved', 'mined')) OR (needed IS NOT NULL))",
)
@Check('treasury_orders_rejection', `((state = 'rejected') = (${REJECTION} = 3)) AND (${REJECTION} IN (0, 3))`)
@Check('treasury_orders_claim', '(key_hash IS NULL) = (request_hash IS NULL)')
export class TreasuryOrderEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column({ ...UUID, unique: true })
  id!: string;

  @Column({ ...TEXT, default: 'proposed' })
  state!: string;

  @Column(TEXT)
  kind!: string;

  @Column(HEX)
  address!: string;

  @Column({ ...BIGINT, name: 'amount' })
  amountUnits!: bigint;

  @Column(TEXT)
  reference!: string;

  @Column({ ...HEX, unique: true })
  hash!: string;

  @Column(TEXT)
  proposedBy!: string;

  @Column(MOMENT)
  proposedAtMs!: number;

  @Column(optional(MOMENT))
  approvedAtMs?: number;

  @Column(optional(INTEGER))
  needed?: number;

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

@Entity('treasury_approvals')
@Check('treasury_approvals_approved_by_check', "approved_by <> ''")
export class TreasuryApprovalEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => TreasuryOrderEntity, 'id')
  orderId!: string;

  @PrimaryColumn(TEXT)
  approvedBy!: string;

  @Column(MOMENT)
  approvedAtMs!: number;
}

@Entity('treasury_settlements')
@Check('treasury_settlements_issued_total_check', 'issued_total >= 0')
@Check('treasury_settlements_redeemed_total_check', 'redeemed_total >= 0')
@Check('treasury_settlements_settled_by_check', "settled_by <> ''")
export class TreasurySettlementEntity {
  @PrimaryColumn(BIGINT)
  @ForeignKey(() => TransactionEntity)
  transactionKey!: bigint;

  @Column({ ...UUID, unique: true })
  @ForeignKey(() => TreasuryOrderEntity, 'id')
  orderId!: string;

  @Column(DECIMAL)
  issuedTotal!: string;

  @Column(DECIMAL)
  redeemedTotal!: string;

  @Column(TEXT)
  settledBy!: string;

  @Column(MOMENT)
  settledAtMs!: number;
}
