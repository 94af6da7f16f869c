import type { NodeId } from '@app/node-registry';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BOOLEAN, BYTES, HEX, IDENTITY, MOMENT, optional, TEXT } from '../../entities/columns.js';
import { NodeEntity } from './node.entity.js';

@Entity('node_public_keys')
@Unique(['nodeId', 'publicKeyHex'])
@Check('node_public_keys_public_key_check', 'octet_length(public_key) IN (32, 33)')
export class NodePublicKeyEntity {
  @PrimaryColumn({ ...HEX, name: 'public_key', primaryKeyConstraintName: 'node_public_keys_key' })
  publicKeyHex!: string;

  @Column(TEXT)
  @ForeignKey(() => NodeEntity)
  nodeId!: NodeId;
}

@Entity('node_credentials')
@Unique('node_credentials_public_key', ['publicKeyHex'])
@ForeignKey(() => NodePublicKeyEntity, ['nodeId', 'publicKeyHex'], ['nodeId', 'publicKeyHex'], {
  name: 'node_credentials_own_key',
})
@Check('node_credentials_check', "octet_length(public_key) = CASE scheme WHEN 'secp256k1' THEN 33 ELSE 32 END")
@Check('node_credentials_check1', "(scheme = 'hmac') = (public_key IS NULL)")
@Check('node_credentials_check2', "(scheme = 'hmac') = (sealed_secret IS NOT NULL)")
@Check('node_credentials_scheme_check', "scheme IN ('secp256k1', 'ed25519', 'hmac')")
export class NodeCredentialEntity {
  @PrimaryColumn(TEXT)
  @ForeignKey(() => NodeEntity)
  nodeId!: NodeId;

  @Column(TEXT)
  scheme!: string;

  @Column({ ...optional(HEX), name: 'public_key' })
  publicKeyHex?: string;

  @Column(optional(BYTES))
  sealedSecret?: Buffer;
}

@Entity('node_key_rotations')
@Unique('node_key_rotations_idempotency_key', ['nodeId', 'idempotencyKey'])
@Unique('node_key_rotations_old_key', ['nodeId', 'oldKeyId'])
@Unique('node_key_rotations_new_key', ['newKeyHex'])
@ForeignKey(() => NodePublicKeyEntity, ['nodeId', 'newKeyHex'], ['nodeId', 'publicKeyHex'])
@Check('node_key_rotations_actor_check', "actor <> ''")
@Check('node_key_rotations_idempotency_key_check', "idempotency_key ~ '^[!-~]{1,255}$'")
@Check('node_key_rotations_old_key_id_check', "old_key_id ~ '^(0[23][0-9a-f]{64}|[0-9a-f]{64}|hmac:.{1,64})$'")
export class NodeKeyRotationEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column(TEXT)
  @ForeignKey(() => NodeEntity)
  nodeId!: NodeId;

  @Column(TEXT)
  oldKeyId!: string;

  @Column({ ...HEX, name: 'new_key' })
  newKeyHex!: string;

  @Column(BOOLEAN)
  byAdministrator!: boolean;

  @Column(TEXT)
  actor!: string;

  @Column(optional(TEXT))
  idempotencyKey?: string;

  @Column(MOMENT)
  rotatedAtMs!: number;
}

@Entity('node_nonces')
@Index('node_nonces_expires_at', ['expiresAtMs'])
export class NodeNonceEntity {
  @PrimaryColumn(TEXT)
  keyId!: string;

  @PrimaryColumn(TEXT)
  nonce!: string;

  @Column(MOMENT)
  expiresAtMs!: number;
}
