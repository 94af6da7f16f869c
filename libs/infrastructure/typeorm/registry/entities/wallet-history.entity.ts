import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, IDENTITY, optional } from '../../entities/columns.js';
import { DepositEntity } from './deposit.entity.js';
import { PaymentEntity } from './payment.entity.js';
import { WalletEntity } from './wallet.entity.js';

@Entity('wallet_history')
@Index('wallet_history_wallet', ['walletId', 'number'])
@Check('wallet_history_check', '(payment_id IS NULL) <> (deposit_id IS NULL)')
export class WalletHistoryLineEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column(BIGINT)
  @ForeignKey(() => WalletEntity)
  walletId!: bigint;

  @Column(optional(BIGINT))
  @ForeignKey(() => PaymentEntity)
  paymentId?: bigint;

  @Column(optional(BIGINT))
  @ForeignKey(() => DepositEntity)
  depositId?: bigint;
}
