import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { BOOLEAN, BYTES, optional } from './columns.js';

@Entity('master_key')
@Check('master_key_check', 'next_key_id <> key_id')
@Check('master_key_check1', '(next_passphrase_salt IS NULL) OR (next_key_id IS NOT NULL)')
@Check('master_key_check2', '(octet_length(key_id) = 8) AND (octet_length(next_key_id) = 8)')
@Check('master_key_next_passphrase_salt_check', 'octet_length(next_passphrase_salt) >= 16')
@Check('master_key_passphrase_salt_check', 'octet_length(passphrase_salt) >= 16')
@Check('master_key_single_check', 'single')
export class MasterKeyEntity {
  @PrimaryColumn({ ...BOOLEAN, default: true })
  single!: boolean;

  @Column(BYTES)
  keyId!: Buffer;

  @Column(optional(BYTES))
  passphraseSalt?: Buffer;

  @Column(BYTES)
  sealedIndexKey!: Buffer;

  @Column(optional(BYTES))
  nextKeyId?: Buffer;

  @Column(optional(BYTES))
  nextPassphraseSalt?: Buffer;
}
