import type { PeerNode, PeerState } from '@app/peers';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import {
  BIGINT,
  BOOLEAN,
  HEX,
  HUNDREDTHS,
  IDENTITY,
  INTEGER,
  MOMENT,
  optional,
  SMALL_BIGINT,
  TEXT,
} from '../../entities/columns.js';

@Entity('peers')
@Check('peers_check', 'configured OR added')
@Check('peers_check1', "state <> 'following' OR registry_id IS NOT NULL AND public_key IS NOT NULL")
@Check('peers_check2', '(place = 0) = (hash IS NULL)')
@Check('peers_cursor_check', 'octet_length(cursor) <= 400')
@Check('peers_hash_check', 'octet_length(hash) = 32')
@Check('peers_last_error_check', 'char_length(last_error) <= 500')
@Check('peers_name_check', 'char_length(name) <= 100')
@Check('peers_place_check', 'place >= 0')
@Check('peers_public_key_check', 'octet_length(public_key) = 32')
@Check('peers_registry_id_check', "registry_id ~ '^[0-9a-f]{32}$'")
@Check('peers_state_check', "state IN ('new', 'following', 'refused')")
@Check('peers_url_check', 'octet_length(url) <= 500')
export class PeerEntity {
  @PrimaryColumn(TEXT)
  url!: string;

  @Column({ ...BOOLEAN, name: 'configured' })
  isConfigured!: boolean;

  @Column({ ...BOOLEAN, name: 'added' })
  isAdded!: boolean;

  @Column({ ...TEXT, default: 'new' })
  state!: PeerState;

  @Column({ ...optional(TEXT), unique: true })
  registryId?: string;

  @Column(optional(HEX))
  publicKey?: string;

  @Column(optional(TEXT))
  name?: string;

  @Column({ ...SMALL_BIGINT, default: 0 })
  place!: number;

  @Column(optional(HEX))
  hash?: string;

  @Column(optional(TEXT))
  cursor?: string;

  @Column(optional(MOMENT))
  lastEventAtMs?: number;

  @Column(optional(MOMENT))
  reachedEndAtMs?: number;

  @Column(optional(MOMENT))
  lastSeenAtMs?: number;

  @Column({ ...INTEGER, default: 0 })
  failures!: number;

  @Column(optional(TEXT))
  lastError?: string;

  @Column(optional(MOMENT))
  lastErrorAtMs?: number;

  @Column({ ...MOMENT, default: () => 'now()' })
  dueAtMs!: number;

  @Column({ ...MOMENT, default: () => 'now()' })
  addedAtMs!: number;
}

@Entity('peer_nodes')
@Check('peer_nodes_address_check', 'octet_length(address) <= 255')
@Check('peer_nodes_balance_check', 'balance >= 0')
@Check('peer_nodes_capabilities_check', 'cardinality(capabilities) <= 1000')
@Check('peer_nodes_node_id_check', 'octet_length(node_id) <= 64')
@Check('peer_nodes_place_check', 'place > 0')
@Check('peer_nodes_receiving_address_check', 'octet_length(receiving_address) <= 100')
@Check('peer_nodes_reputation_check', 'reputation >= 0 AND reputation <= 100')
@Check('peer_nodes_status_check', "status IN ('unknown', 'online', 'offline', 'inactive')")
@Unique('peer_nodes_registry_id_node_id_key', ['registryId', 'nodeId'])
@ForeignKey(() => PeerEntity, ['registryId'], ['registryId'], { onDelete: 'CASCADE' })
export class PeerNodeEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column(TEXT)
  registryId!: string;

  @Column(TEXT)
  nodeId!: string;

  @Column(TEXT)
  address!: string;

  @Column({ type: 'text', array: true })
  capabilities!: string[];

  @Column(HUNDREDTHS)
  reputation!: number;

  @Column(TEXT)
  status!: PeerNode['status'];

  @Column({ ...optional(MOMENT), name: 'last_heartbeat' })
  lastHeartbeatMs?: number;

  @Column(optional(TEXT))
  receivingAddress?: string;

  @Column(optional(BIGINT))
  balance?: bigint;

  @Column(BIGINT)
  place!: bigint;

  @Column({ ...MOMENT, name: 'as_of' })
  asOfMs!: number;

  @Column({ ...MOMENT, name: 'since' })
  sinceMs!: number;
}
