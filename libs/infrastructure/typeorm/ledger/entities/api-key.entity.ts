import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, BYTES, MOMENT, optional, SMALLINT, TEXT, UUID } from '../../entities/columns.js';
import { UserEntity } from './user.entity.js';

@Entity('api_keys')
@Index('api_keys_name', ['holder', 'name'], { unique: true, where: 'revoked_at IS NULL' })
@Index('api_keys_place', ['holder', 'place'], { unique: true, where: 'revoked_at IS NULL' })
@Index('api_keys_revoked', ['holder', 'revokedAtMs'], { where: 'revoked_at IS NOT NULL' })
@Check('api_keys_key_hash_check', 'octet_length(key_hash) = 32')
@Check('api_keys_name_check', "name <> ''")
@Check('api_keys_holder_check', "holder <> ''")
@Check('api_keys_place_check', 'place BETWEEN 1 AND 50')
@Check('api_keys_scopes_check', 'cardinality(scopes) > 0')
@Check('api_keys_limit_per_day_check', 'limit_per_day > 0')
@Check('api_keys_expiry', 'expires_at > created_at')
@Check('api_keys_revocation', '(revoked_at IS NULL) = (revoked_by IS NULL)')
export class ApiKeyEntity {
  @PrimaryColumn(UUID)
  id!: string;

  @Column({ ...BYTES, unique: true })
  keyHash!: Buffer;

  @Column(TEXT)
  name!: string;

  @Column(TEXT)
  holder!: string;

  @Column(optional(UUID))
  @ForeignKey(() => UserEntity)
  userId?: string;

  @Column(SMALLINT)
  place!: number;

  @Column({ ...TEXT, array: true })
  scopes!: string[];

  @Column(optional(BIGINT))
  limitPerDay?: bigint;

  @Column({ ...BYTES, array: true, nullable: true })
  addresses?: Buffer[];

  @Column({ ...TEXT, array: true, nullable: true })
  networks?: string[];

  @Column(MOMENT)
  createdAtMs!: number;

  @Column(optional(MOMENT))
  expiresAtMs?: number;

  @Column(optional(MOMENT))
  lastUsedAtMs?: number;

  @Column(optional(MOMENT))
  revokedAtMs?: number;

  @Column(optional(TEXT))
  revokedBy?: string;
}
