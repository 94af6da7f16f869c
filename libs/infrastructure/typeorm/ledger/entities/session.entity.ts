import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BOOLEAN, BYTES, MOMENT, SMALLINT, TEXT, UUID } from '../../entities/columns.js';
import { UserEntity } from './user.entity.js';

@Entity('sessions')
@Index('sessions_expires_at', ['expiresAtMs'])
@Index('sessions_user_id', ['userId'])
@Check('sessions_check', "(created_at < expires_at) AND (expires_at <= (created_at + '12:00:00'))")
@Check('sessions_check1', 'idle_until <= expires_at')
@Check('sessions_token_hash_check', 'octet_length(token_hash) = 32')
export class SessionEntity {
  @PrimaryColumn(BYTES)
  tokenHash!: Buffer;

  @Column(UUID)
  @ForeignKey(() => UserEntity)
  userId!: string;

  @Column(MOMENT)
  createdAtMs!: number;

  @Column({ ...MOMENT, name: 'idle_until' })
  idleUntilMs!: number;

  @Column(MOMENT)
  expiresAtMs!: number;
}

@Entity('familiar_networks')
@Index('familiar_networks_expires_at', ['expiresAtMs'])
@Check('familiar_networks_network_check', 'octet_length(network) = 32')
export class FamiliarNetworkEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => UserEntity)
  userId!: string;

  @PrimaryColumn(BYTES)
  network!: Buffer;

  @Column(MOMENT)
  expiresAtMs!: number;
}

@Entity('one_time_passwords')
@Index('one_time_passwords_expires_at', ['expiresAtMs'])
@Check('one_time_passwords_code_hash_check', 'octet_length(code_hash) = 32')
@Check('one_time_passwords_purpose_check', "purpose IN ('login', 'payment')")
@Check('one_time_passwords_requester_check', 'octet_length(requester) <= 32')
@Check('one_time_passwords_strangers_tries_check', 'strangers_tries BETWEEN 0 AND 3')
@Check('one_time_passwords_tries_check', 'tries BETWEEN 0 AND 5')
export class OneTimePasswordEntity {
  @PrimaryColumn(TEXT)
  mailbox!: string;

  @PrimaryColumn(TEXT)
  purpose!: string;

  @PrimaryColumn(BYTES)
  requester!: Buffer;

  @Column(BYTES)
  codeHash!: Buffer;

  @Column(MOMENT)
  expiresAtMs!: number;

  @Column({ ...SMALLINT, default: 0 })
  tries!: number;

  @Column({ ...SMALLINT, default: 0 })
  strangersTries!: number;

  @Column({ ...BOOLEAN, default: false })
  used!: boolean;

  @Column(TEXT)
  sentTo!: string;
}

@Entity('throttles')
@Index('throttles_expires_at', ['expiresAtMs'])
@Check('throttles_key_hash_check', 'octet_length(key_hash) = 32')
@Check('throttles_turns_check', 'cardinality(turns) <= 1000')
export class ThrottleEntity {
  @PrimaryColumn(TEXT)
  name!: string;

  @PrimaryColumn(BYTES)
  keyHash!: Buffer;

  @Column({ type: 'bigint', array: true })
  turns!: string[];

  @Column(MOMENT)
  expiresAtMs!: number;
}
