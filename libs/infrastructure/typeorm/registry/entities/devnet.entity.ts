import type { DevnetKeyRow, DevnetOwner, Standing } from '@app/infrastructure/devnet/devnet-store.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BOOLEAN, HEX, IDENTITY, MOMENT, SMALL_BIGINT, TEXT } from '../../entities/columns.js';

@Entity('devnet_keys')
@Check('devnet_keys_owner_check', "owner IN ('registry', 'outside')")
@Check('devnet_keys_private_key_check', 'octet_length(private_key) = 32')
@Check('devnet_keys_purpose_check', "purpose IN ('receive', 'change')")
export class DevnetKeyEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column({ ...TEXT, unique: true })
  address!: string;

  @Column({ ...HEX, name: 'private_key' })
  privateKeyHex!: string;

  @Column(TEXT)
  owner!: DevnetOwner;

  @Column(TEXT)
  purpose!: DevnetKeyRow['purpose'];

  @Column(TEXT)
  label!: string;
}

@Entity('devnet_transactions')
@Check('devnet_transactions_standing_check', "standing IN ('waiting', 'dropped', 'abandoned')")
export class DevnetTransactionEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column({ ...TEXT, unique: true })
  txid!: string;

  @Column({ ...HEX, name: 'bytes' })
  hex!: string;

  @Column({ ...TEXT, default: 'waiting' })
  standing!: Standing;
}

@Entity('devnet_blocks')
export class DevnetBlockEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column({ ...TEXT, unique: true })
  hash!: string;

  @Column(SMALL_BIGINT)
  height!: number;

  @Column(TEXT)
  previousHash!: string;

  @Column({ ...SMALL_BIGINT, name: 'time' })
  timeSeconds!: number;

  @Column({ ...TEXT, array: true })
  transactionIds!: string[];
}

@Entity('devnet_tip')
@Check('devnet_tip_single_check', 'single')
export class DevnetTipEntity {
  @PrimaryColumn({ ...BOOLEAN, default: true })
  single!: boolean;

  @Column(TEXT)
  @ForeignKey(() => DevnetBlockEntity, 'hash')
  hash!: string;
}

@Entity('devnet_requests')
@Index('devnet_requests_created_at', ['atMs'])
@Check('devnet_requests_fingerprint_check', 'octet_length(fingerprint) = 32')
@Check('devnet_requests_key_check', "key ~ '^[!-~]{1,255}$'")
export class DevnetRequestEntity {
  @PrimaryColumn(TEXT)
  caller!: string;

  @PrimaryColumn(TEXT)
  key!: string;

  @Column(HEX)
  fingerprint!: string;

  @Column(TEXT)
  answer!: string;

  @Column({ ...MOMENT, name: 'created_at' })
  atMs!: number;
}
