import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, BYTES, DAY, DECIMAL, IDENTITY, INTEGER, SMALL_BIGINT, SMALLINT } from '../../entities/columns.js';

@Entity('addresses')
@Check('addresses_hash_check', 'octet_length(hash) = 32')
export class AddressEntity {
  @PrimaryColumn(IDENTITY)
  id!: bigint;

  @Column({ ...BYTES, unique: true })
  hash!: Buffer;
}

@Entity('blocks')
@Index('blocks_time', ['timestamp', 'height'])
@Check('blocks_bits_check', 'bits BETWEEN 0 AND 32')
@Check('blocks_check', 'octet_length(prev_hash) = CASE height WHEN 0 THEN 0 ELSE 32 END')
@Check('blocks_hash_check', 'octet_length(hash) = 32')
@Check('blocks_height_check', 'height >= 0')
@Check('blocks_merkle_root_check', 'octet_length(merkle_root) = 32')
@Check('blocks_nonce_check', 'nonce >= 0')
@Check('blocks_output_count_check', 'output_count > 0')
@Check('blocks_supply_check', 'supply BETWEEN 0 AND 1000000000000000000')
@Check('blocks_timestamp_check', '"timestamp" >= 0')
@Check('blocks_transaction_count_check', 'transaction_count > 0')
@Check('blocks_unspent_count_check', 'unspent_count >= 0')
@Check('blocks_utxo_digest_check', 'octet_length(utxo_digest) = 32')
export class BlockEntity {
  @PrimaryColumn(SMALL_BIGINT)
  height!: number;

  @Column({ ...BYTES, unique: true })
  hash!: Buffer;

  @Column({ ...BYTES, unique: true })
  prevHash!: Buffer;

  @Column(BYTES)
  merkleRoot!: Buffer;

  @Column(BIGINT)
  timestamp!: bigint;

  @Column(SMALLINT)
  bits!: number;

  @Column(BIGINT)
  nonce!: bigint;

  @Column({ ...BIGINT, unique: true })
  firstTransaction!: bigint;

  @Column(INTEGER)
  transactionCount!: number;

  @Column({ ...BIGINT, unique: true })
  firstOutput!: bigint;

  @Column(INTEGER)
  outputCount!: number;

  @Column(BIGINT)
  supply!: bigint;

  @Column(BIGINT)
  unspentCount!: bigint;

  @Column(BYTES)
  utxoDigest!: Buffer;
}

/** What a day (UTC) had on the chain. `append_block` adds it up. */
@Entity('chain_days')
@Check('chain_days_blocks_check', 'blocks > 0')
@Check('chain_days_check', 'transactions >= blocks')
@Check('chain_days_supply_check', 'supply >= 0')
@Check('chain_days_volume_check', 'volume >= 0')
@Check('chain_days_wallets_check', 'wallets >= 0')
export class ChainDayEntity {
  @PrimaryColumn(DAY)
  day!: string;

  @Column(BIGINT)
  blocks!: bigint;

  @Column(BIGINT)
  transactions!: bigint;

  /** Recorded amounts of all but rewards. */
  @Column(DECIMAL)
  volume!: string;

  @Column(BIGINT)
  supply!: bigint;

  @Column(BIGINT)
  wallets!: bigint;
}
