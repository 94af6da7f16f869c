import type { FreezeReason } from '@app/node-wallet';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, BOOLEAN, MOMENT, optional, SMALL_BIGINT, TEXT } from '../../entities/columns.js';
import { WalletEntity } from './wallet.entity.js';

@Entity('coin_pin')
@Check('coin_pin_single_check', 'single')
export class CoinPinEntity {
  @PrimaryColumn({ ...BOOLEAN, default: true })
  single!: boolean;

  @Column(TEXT)
  genesisHash!: string;

  @Column(TEXT)
  chain!: string;

  @Column(TEXT)
  coreWalletId!: string;

  @Column(TEXT)
  subversion!: string;

  @Column(TEXT)
  depositCursor!: string;

  @Column(MOMENT)
  pinnedAtMs!: number;

  @Column({ ...BOOLEAN, default: false })
  holdingsNoted!: boolean;
}

@Entity('coin_audit')
@Check('coin_audit_frozen_by_check', "frozen_by IN ('drift', 'shortfall')")
@Check('coin_audit_single_check', 'single')
export class CoinAuditEntity {
  @PrimaryColumn({ ...BOOLEAN, default: true })
  single!: boolean;

  @Column(SMALL_BIGINT)
  height!: number;

  @Column(TEXT)
  tipHash!: string;

  @Column({ ...MOMENT, name: 'audited_at' })
  atMs!: number;

  @Column(BIGINT)
  coreUnits!: bigint;

  @Column(BIGINT)
  driftUnits!: bigint;

  @Column(optional(TEXT))
  frozenBy?: FreezeReason;

  @Column({ ...BIGINT, default: 0 })
  explainedUnits!: bigint;
}

@Entity('frozen_payments')
@Index('frozen_payments_wallet', ['walletId'])
@Check('frozen_payments_units_check', 'units <> 0')
export class FrozenPaymentEntity {
  @PrimaryColumn(TEXT)
  txid!: string;

  @Column(BIGINT)
  @ForeignKey(() => WalletEntity)
  walletId!: bigint;

  @Column(BIGINT)
  units!: bigint;
}

@Entity('adoptions')
@Check('adoptions_drift_units_check', 'drift_units <> 0')
@Check('adoptions_finding_check', "finding ~ '^([0-9a-f]{16}|[0-9a-f]{64})$'")
@Check('adoptions_reason_check', 'length(btrim(reason)) BETWEEN 1 AND 500')
export class AdoptionEntity {
  @PrimaryColumn(TEXT)
  finding!: string;

  @Column(BIGINT)
  driftUnits!: bigint;

  @Column(BIGINT)
  restUnits!: bigint;

  @Column({ ...TEXT, array: true })
  txids!: string[];

  @Column(TEXT)
  reason!: string;

  @Column(TEXT)
  actor!: string;

  @Column({ ...MOMENT, name: 'adopted_at' })
  atMs!: number;
}

@Entity('wallet_marks')
export class WalletMarkEntity {
  @PrimaryColumn(TEXT)
  address!: string;

  @Column(BOOLEAN)
  own!: boolean;

  @Column(MOMENT)
  knownAtMs!: number;
}
