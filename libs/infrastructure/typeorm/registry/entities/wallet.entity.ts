import type { NodeId } from '@app/node-registry';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BIGINT, BOOLEAN, IDENTITY, MOMENT, optional, TEXT } from '../../entities/columns.js';
import { NodeEntity } from './node.entity.js';

@Entity('wallets')
@Unique('wallets_node_id', ['nodeId'])
@Check('wallets_wallet_name_check', 'length(btrim(wallet_name)) BETWEEN 1 AND 100')
@Check('wallets_wallet_type_check', "wallet_type = 'flopcoin'")
export class WalletEntity {
  @PrimaryColumn(IDENTITY)
  id!: bigint;

  @Column(TEXT)
  @ForeignKey(() => NodeEntity)
  nodeId!: NodeId;

  @Column(TEXT)
  walletName!: string;

  @Column({ ...TEXT, default: 'flopcoin' })
  walletType!: string;

  @Column({ ...BOOLEAN, default: true })
  isActive!: boolean;

  @Column(MOMENT)
  createdAtMs!: number;

  @Column(optional(MOMENT))
  updatedAtMs?: number;
}

@Entity('wallet_addresses')
@Index('wallet_addresses_wallet', ['walletId', 'number'])
export class WalletAddressEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column({ ...TEXT, unique: true })
  address!: string;

  @Column(BIGINT)
  @ForeignKey(() => WalletEntity)
  walletId!: bigint;

  @Column(MOMENT)
  createdAtMs!: number;
}
