import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, BYTES, MOMENT, optional, UUID } from '../../entities/columns.js';
import { ZakatRunEntity } from './zakat.entity.js';

@Entity('idempotency_keys')
@Index('idempotency_keys_expires_at', ['expiresAtMs'])
@Index('idempotency_keys_zakat_run', ['zakatRun'], { where: 'zakat_run IS NOT NULL' })
@Check('idempotency_keys_check', 'num_nonnulls(transaction_key, zakat_run, made_record) = 1')
@Check('idempotency_keys_key_hash_check', 'octet_length(key_hash) = 32')
@Check('idempotency_keys_request_hash_check', 'octet_length(request_hash) = 32')
export class IdempotencyKeyEntity {
  @PrimaryColumn(BYTES)
  keyHash!: Buffer;

  @Column(BYTES)
  requestHash!: Buffer;

  @Column({ ...optional(BIGINT), unique: true })
  transactionKey?: bigint;

  @Column(optional(UUID))
  @ForeignKey(() => ZakatRunEntity)
  zakatRun?: string;

  /** The ID of a row of one of several tables. */
  @Column(optional(UUID))
  madeRecord?: string;

  @Column(MOMENT)
  createdAtMs!: number;

  @Column(MOMENT)
  expiresAtMs!: number;
}
