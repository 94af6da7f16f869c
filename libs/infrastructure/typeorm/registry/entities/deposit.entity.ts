import type { OddRow, SetAsideState } from '@app/node-wallet';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BIGINT, BOOLEAN, IDENTITY, INTEGER, MOMENT, optional, SMALL_BIGINT, TEXT } from '../../entities/columns.js';
import { WalletEntity } from './wallet.entity.js';

@Entity('deposits')
@Unique('deposits_outpoint', ['txid', 'vout'])
@Index('deposits_open', ['id'], { where: 'NOT final' })
@Check('deposits_amount_check', 'amount > 0')
@Check('deposits_check', '(NOT coinbase) OR (wallet_id IS NULL)')
@Check('deposits_state_check', "state IN ('pending', 'credited', 'reversed')")
export class DepositEntity {
  @PrimaryColumn(IDENTITY)
  id!: bigint;

  @Column(TEXT)
  txid!: string;

  @Column(SMALL_BIGINT)
  vout!: number;

  @Column(optional(BIGINT))
  @ForeignKey(() => WalletEntity)
  walletId?: bigint;

  @Column(TEXT)
  address!: string;

  @Column({ ...BIGINT, name: 'amount' })
  amountUnits!: bigint;

  @Column(BOOLEAN)
  coinbase!: boolean;

  @Column(TEXT)
  state!: string;

  @Column(optional(SMALL_BIGINT))
  blockHeight?: number;

  @Column(INTEGER)
  confirmations!: number;

  @Column({ ...BOOLEAN, default: false })
  final!: boolean;

  @Column(MOMENT)
  createdAtMs!: number;

  @Column(optional(MOMENT))
  creditedAtMs?: number;
}

@Entity('operator_spends')
@Index('operator_spends_open', ['txid'], { where: 'NOT final' })
export class OperatorSpendEntity {
  @PrimaryColumn(TEXT)
  txid!: string;

  @Column({ ...BIGINT, name: 'outflow' })
  outflowUnits!: bigint;

  @Column(BOOLEAN)
  counted!: boolean;

  @Column(INTEGER)
  confirmations!: number;

  @Column({ ...BOOLEAN, default: false })
  final!: boolean;

  @Column(MOMENT)
  createdAtMs!: number;
}

@Entity('coin_rows_set_aside')
@Index('coin_rows_set_aside_open', ['firstSeenAtMs', 'id'], { where: "state = 'open'" })
@Check('coin_rows_set_aside_check', "(state = 'dismissed') = ((dismissed_by IS NOT NULL) AND (reason IS NOT NULL))")
@Check('coin_rows_set_aside_id_check', "id ~ '^[0-9a-f]{16}$'")
@Check('coin_rows_set_aside_reason_check', 'length(btrim(reason)) BETWEEN 1 AND 500')
@Check('coin_rows_set_aside_source_check', "source IN ('listsinceblock', 'gettransaction')")
@Check('coin_rows_set_aside_state_check', "state IN ('open', 'settled', 'dismissed')")
@Check('coin_rows_set_aside_txid_check', "txid ~ '^[0-9a-f]{64}$'")
export class SetAsideRowEntity {
  @PrimaryColumn(TEXT)
  id!: string;

  @Column(TEXT)
  source!: OddRow['source'];

  @Column({ ...TEXT, nullable: true })
  txid!: string | null;

  @Column(TEXT)
  why!: string;

  @Column(optional(TEXT))
  sinceBlock?: string;

  @Column({ ...TEXT, default: 'open' })
  state!: SetAsideState;

  @Column(MOMENT)
  firstSeenAtMs!: number;

  @Column(MOMENT)
  lastSeenAtMs!: number;

  @Column(optional(TEXT))
  dismissedBy?: string;

  @Column(optional(TEXT))
  reason?: string;
}
