import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { BIGINT, BOOLEAN, BYTES, INTEGER, optional, SMALL_BIGINT, TEXT } from '../../entities/columns.js';

@Entity('transactions')
@Check('transactions_amount_check', 'amount > 0')
@Check('transactions_check', "(type = 'reward') = (sender IS NULL)")
@Check('transactions_txid_check', 'octet_length(txid) = 32')
@Check('transactions_type_check', "type IN ('reward', 'send', 'zakat_deduction')")
export class TransactionEntity {
  @PrimaryColumn(BIGINT)
  key!: bigint;

  @Column({ ...BYTES, unique: true })
  txid!: Buffer;

  @Column(SMALL_BIGINT)
  height!: number;

  @Column(BYTES)
  bytes!: Buffer;

  @Column(BIGINT)
  firstOutput!: bigint;

  @Column(TEXT)
  type!: string;

  @Column(optional(BIGINT))
  sender?: bigint;

  @Column(BIGINT)
  receiver!: bigint;

  @Column({ ...BIGINT, name: 'amount' })
  amountUnits!: bigint;
}

@Entity('outputs')
@Check('outputs_value_check', 'value BETWEEN 1 AND 1000000000000000000')
@Check('outputs_vout_check', 'vout >= 0')
export class OutputEntity {
  @PrimaryColumn(BIGINT)
  key!: bigint;

  @Column(BIGINT)
  transactionKey!: bigint;

  @Column(INTEGER)
  vout!: number;

  @Column(BIGINT)
  address!: bigint;

  @Column(BIGINT)
  value!: bigint;
}

@Entity('spends')
export class SpendEntity {
  @PrimaryColumn(BIGINT)
  outputKey!: bigint;

  @Column(BIGINT)
  transactionKey!: bigint;
}

@Entity('wallet_history')
@Check(
  'wallet_history_amounts',
  '(credited >= 0) AND (debited >= 0) AND (received = (credited > 0)) AND (sent = (debited > 0))',
)
@Check('wallet_history_balance', 'balance >= 0')
@Check('wallet_history_check', 'received OR sent')
export class WalletHistoryLineEntity {
  @PrimaryColumn(BIGINT)
  address!: bigint;

  @PrimaryColumn(BIGINT)
  transactionKey!: bigint;

  @Column(BOOLEAN)
  received!: boolean;

  @Column(BOOLEAN)
  sent!: boolean;

  @Column(BIGINT)
  credited!: bigint;

  @Column(BIGINT)
  debited!: bigint;

  /** What the wallet holds after the transaction. */
  @Column({ ...BIGINT, name: 'balance' })
  balanceUnits!: bigint;
}
