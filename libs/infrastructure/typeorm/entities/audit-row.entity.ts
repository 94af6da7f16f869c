import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { BIGINT, BYTES, MOMENT, TEXT } from './columns.js';

@Entity('audit_log')
@Check('audit_log_action_check', "action <> ''")
@Check('audit_log_actor_check', "actor <> ''")
@Check('audit_log_hash_check', 'octet_length(hash) = 32')
@Check('audit_log_number_check', 'number > 0')
@Check('audit_log_prev_hash_check', 'octet_length(prev_hash) = 32')
export class AuditRowEntity {
  @PrimaryColumn(BIGINT)
  number!: bigint;

  @Column({ ...MOMENT, name: 'at' })
  atMs!: number;

  @Column(TEXT)
  actor!: string;

  @Column(TEXT)
  action!: string;

  @Column(TEXT)
  subject!: string;

  @Column({ type: 'jsonb' })
  details!: unknown;

  @Column({ ...BYTES, unique: true })
  prevHash!: Buffer;

  @Column(BYTES)
  hash!: Buffer;
}
