import type { EventData, NodeId, RegistryEventType } from '@app/node-registry';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, BOOLEAN, BYTES, HEX, IDENTITY, MOMENT, optional, TEXT, UUID } from '../../entities/columns.js';

/** Told by the transaction of what happened, and without a place in the log so far. */
@Entity('unplaced_events')
export class UnplacedEventEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column({ ...UUID, generated: 'uuid' })
  id!: string;

  @Column({ ...MOMENT, name: 'told_at', default: () => "date_trunc('milliseconds', clock_timestamp())" })
  toldAtMs!: number;

  @Column(TEXT)
  type!: RegistryEventType;

  @Column(optional(TEXT))
  nodeId?: NodeId;

  @Column({ type: 'jsonb' })
  data!: EventData;
}

@Entity('events')
@Index('events_node', ['nodeId', 'place'])
@Check('events_content_hash_check', 'octet_length(content_hash) = 32')
@Check('events_hash_check', 'octet_length(hash) = 32')
@Check('events_place_check', 'place > 0')
@Check('events_prev_hash_check', 'octet_length(prev_hash) = 32')
@Check('events_signature_check', 'octet_length(signature) = 64')
@Check('events_type_signature_check', 'octet_length(type_signature) = 64')
export class EventEntity {
  @PrimaryColumn(BIGINT)
  place!: bigint;

  @Column({ ...UUID, unique: true })
  id!: string;

  @Column({ ...MOMENT, name: 'told_at' })
  toldAtMs!: number;

  @Column(TEXT)
  type!: RegistryEventType;

  @Column(optional(TEXT))
  nodeId?: NodeId;

  @Column({ type: 'jsonb' })
  data!: EventData;

  @Column({ ...HEX, unique: true })
  prevHash!: string;

  @Column(HEX)
  contentHash!: string;

  @Column(HEX)
  hash!: string;

  @Column(HEX)
  signature!: string;

  @Column(optional(HEX))
  typeSignature?: string;
}

@Entity('registry_identity')
@Check('registry_identity_public_key_check', 'octet_length(public_key) = 32')
@Check('registry_identity_registry_id_check', "registry_id ~ '^[0-9a-f]{32}$'")
@Check('registry_identity_single_check', 'single')
export class RegistryIdentityEntity {
  @PrimaryColumn(TEXT)
  registryId!: string;

  @Column({ ...BOOLEAN, default: true, unique: true })
  single!: boolean;

  @Column(BYTES)
  publicKey!: Buffer;

  @Column(BYTES)
  sealedPrivateKey!: Buffer;

  @Column(MOMENT)
  createdAtMs!: number;
}
