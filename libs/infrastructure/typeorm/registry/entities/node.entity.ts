import type { Capability, NodeId } from '@app/node-registry';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, VirtualColumn } from 'typeorm';
import {
  BIGINT,
  BOOLEAN,
  BYTES,
  DECIMAL,
  HUNDREDTHS,
  IDENTITY,
  MOMENT,
  optional,
  TEXT,
} from '../../entities/columns.js';

@Entity('nodes')
@Index('nodes_registered_from', ['registeredFrom', 'createdAtMs'], { where: 'registered_from IS NOT NULL' })
@Check('nodes_address_check', "address ~ '^[!-~]{1,255}$'")
@Check('nodes_check', '(heartbeat_sequence IS NULL) = (last_heartbeat IS NULL)')
@Check('nodes_check1', '(deregistered_by IS NULL) = (deregistered_at IS NULL)')
@Check('nodes_deregistered_by_check', "deregistered_by IN ('node', 'administrator')")
@Check('nodes_heartbeat_sequence_check', 'heartbeat_sequence >= 0')
@Check('nodes_latency_ms_check', 'latency_ms >= 0')
@Check('nodes_node_id_check', "node_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check('nodes_registered_from_check', 'octet_length(registered_from) = 32')
@Check('nodes_reputation_check', 'reputation BETWEEN 0 AND 100')
@Check('nodes_uptime_check', 'uptime >= 0')
export class NodeEntity {
  @Column({ ...IDENTITY, unique: true })
  number!: bigint;

  @PrimaryColumn(TEXT)
  nodeId!: NodeId;

  @Column(TEXT)
  address!: string;

  @Column({ ...HUNDREDTHS, default: 0 })
  reputation!: number;

  @Column(optional(BIGINT))
  heartbeatSequence?: bigint;

  @Column({ ...optional(MOMENT), name: 'last_heartbeat' })
  lastHeartbeatMs?: number;

  @Column(optional(DECIMAL))
  uptime?: string;

  @Column(optional(DECIMAL))
  latencyMs?: string;

  @Column(optional(MOMENT))
  deregisteredAtMs?: number;

  @Column(optional(TEXT))
  deregisteredBy?: string;

  @Column(MOMENT)
  createdAtMs!: number;

  @Column(optional(BYTES))
  registeredFrom?: Buffer;

  /** Whether the log of events says of the node that it is online. */
  @Column({ ...BOOLEAN, default: false })
  toldOnline!: boolean;

  @Column({ ...BOOLEAN, name: 'share_balance', default: false })
  sharesBalance!: boolean;

  /** Joined by commas, which no name has: the text of an array is read character by character. In the order of the domain. */
  @VirtualColumn({
    type: 'text',
    query: (node) => `SELECT coalesce(string_agg(c.capability, ',' ORDER BY c.capability COLLATE "C"), '')
      FROM node_capabilities c WHERE c.node_id = ${node}.node_id`,
  })
  capabilities!: string;
}

@Entity('node_capabilities')
@Index('node_capabilities_capability', ['capability', 'nodeId'])
@Check('node_capabilities_capability_check', "capability ~ '^[a-zA-Z0-9_-]{1,64}$'")
export class NodeCapabilityEntity {
  @PrimaryColumn(TEXT)
  @ForeignKey(() => NodeEntity)
  nodeId!: NodeId;

  @PrimaryColumn(TEXT)
  capability!: Capability;
}

@Entity('reputation_events')
@Index('reputation_events_node', ['nodeId', 'number'])
@Check('reputation_events_check', 'new_reputation = LEAST(100, GREATEST(0, (old_reputation + delta)))')
@Check('reputation_events_delta_check', 'delta BETWEEN -100 AND 100')
@Check('reputation_events_old_reputation_check', 'old_reputation BETWEEN 0 AND 100')
export class ReputationEventEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column(TEXT)
  @ForeignKey(() => NodeEntity)
  nodeId!: NodeId;

  @Column(TEXT)
  eventType!: string;

  @Column(HUNDREDTHS)
  delta!: number;

  @Column(BOOLEAN)
  isCustom!: boolean;

  @Column({ ...HUNDREDTHS, name: 'old_reputation' })
  before!: number;

  @Column({ ...HUNDREDTHS, name: 'new_reputation' })
  after!: number;

  @Column({ ...MOMENT, name: 'created_at' })
  atMs!: number;
}
