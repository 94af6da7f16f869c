import type { ConsolidationState } from '@app/node-wallet';
import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { BIGINT, MOMENT, optional, SMALL_BIGINT, TEXT } from '../../entities/columns.js';
import { PaymentEntity } from './payment.entity.js';

@Entity('consolidations')
@Index('consolidations_open', ['createdAtMs'], { where: "state IN ('signed', 'broadcast')" })
@Check('consolidations_fee_check', 'fee > 0')
@Check('consolidations_state_check', "state IN ('signed', 'broadcast', 'final', 'dead')")
export class ConsolidationEntity {
  @PrimaryColumn(TEXT)
  txid!: string;

  @Column(TEXT)
  hex!: string;

  @Column({ ...BIGINT, name: 'fee' })
  feeUnits!: bigint;

  @Column(TEXT)
  state!: ConsolidationState;

  @Column(MOMENT)
  createdAtMs!: number;

  @OneToMany(
    () => PaymentInputEntity,
    ({ consolidation }) => consolidation,
  )
  inputs!: PaymentInputEntity[];
}

@Entity('payment_inputs')
@Index('payment_inputs_consolidation', ['consolidationTxid'], { where: 'consolidation IS NOT NULL' })
@Index('payment_inputs_payment', ['paymentId'])
@Check('payment_inputs_one_owner', '(payment_id IS NULL) <> (consolidation IS NULL)')
export class PaymentInputEntity {
  @PrimaryColumn(TEXT)
  txid!: string;

  @PrimaryColumn(SMALL_BIGINT)
  vout!: number;

  @Column(optional(BIGINT))
  @ForeignKey(() => PaymentEntity)
  paymentId?: bigint;

  @Column({ ...optional(TEXT), name: 'consolidation' })
  consolidationTxid?: string;

  @ManyToOne(() => ConsolidationEntity)
  @JoinColumn({ name: 'consolidation' })
  consolidation?: Relation<ConsolidationEntity>;
}
