import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, IDENTITY, MOMENT, optional, TEXT } from '../../entities/columns.js';
import { WalletEntity } from './wallet.entity.js';

@Entity('accounts')
@Index('accounts_of_operator', ['kind'], { unique: true, where: 'wallet_id IS NULL' })
@Index('accounts_of_wallet', ['walletId', 'kind'], { unique: true, where: 'wallet_id IS NOT NULL' })
@Check(
  'accounts_balance',
  "CASE WHEN (kind IN ('available', 'pending', 'reserved')) THEN (balance >= 0) WHEN (kind = 'owed') THEN (balance <= 0) ELSE true END",
)
@Check(
  'accounts_check',
  "CASE WHEN (wallet_id IS NULL) THEN (kind IN ('house', 'network_fees', 'external')) ELSE (kind IN ('available', 'pending', 'reserved', 'owed')) END",
)
export class AccountEntity {
  @PrimaryColumn(IDENTITY)
  id!: bigint;

  @Column(optional(BIGINT))
  @ForeignKey(() => WalletEntity)
  walletId?: bigint;

  @Column(TEXT)
  kind!: string;

  @Column({ ...BIGINT, name: 'balance', default: 0 })
  balanceUnits!: bigint;
}

@Entity('journal_entries')
export class JournalEntryEntity {
  @PrimaryColumn(IDENTITY)
  id!: bigint;

  @Column(TEXT)
  kind!: string;

  @Column(optional(BIGINT))
  paymentId?: bigint;

  @Column(optional(BIGINT))
  depositId?: bigint;

  @Column(MOMENT)
  createdAtMs!: number;
}

@Entity('postings')
@Index('postings_account', ['accountId', 'entryId'])
@Check('postings_amount_check', 'amount <> 0')
export class PostingEntity {
  @PrimaryColumn(BIGINT)
  @ForeignKey(() => JournalEntryEntity)
  entryId!: bigint;

  @PrimaryColumn(BIGINT)
  @ForeignKey(() => AccountEntity)
  accountId!: bigint;

  @Column({ ...BIGINT, name: 'amount' })
  amountUnits!: bigint;
}
