import { JsonNumber } from '@app/infrastructure/http/json-value.js';
import { CAPABILITY_PATTERN, NODE_ID_PATTERN, NODE_STATES, type NodeDescription } from '@app/node-registry';
import { ApiProperty } from '@nestjs/swagger';

export class NodeInfo {
  /** @example "node_001" */
  @ApiProperty({ pattern: NODE_ID_PATTERN })
  node_id!: string;

  /**
   * Where the node says it can be reached.
   * @example "10.0.0.7:9000"
   */
  address!: string;

  /**
   * In alphabetical order.
   * @example ["compute", "storage"]
   */
  @ApiProperty({ type: 'array', items: { type: 'string', pattern: CAPABILITY_PATTERN } })
  capabilities!: string[];

  /** `unknown` before the first heartbeat, `offline` after three missed ones, `inactive` once deregistered. */
  @ApiProperty({ enum: NODE_STATES })
  status!: string;

  /** 0 to 100, with at most two decimal places. */
  @ApiProperty({ type: 'number', minimum: 0, maximum: 100 })
  reputation!: number;

  /** `degraded`: online, but its heartbeat is late or its wallet cannot be relied on. */
  @ApiProperty({ enum: ['healthy', 'degraded', 'unhealthy', 'unknown'] })
  health!: string;

  /** `unreconciled`: its balances and the coins behind them are not known to agree. */
  @ApiProperty({ enum: ['none', 'ok', 'inactive', 'unreconciled'] })
  wallet_health!: string;

  /** When the last heartbeat arrived; UTC. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  last_heartbeat!: string | null;

  /** Seconds, as the node last reported. */
  @ApiProperty({ type: Number, nullable: true })
  uptime!: JsonNumber | null;

  /** As the node last reported. */
  @ApiProperty({ type: Number, nullable: true })
  latency_ms!: JsonNumber | null;

  /** Whether the log of its registry tells what its wallet can spend. */
  share_balance!: boolean;

  /** UTC. */
  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  /** The registry that tells of the node, in lists with `origin` alone. The same ID told by two registries is listed twice. */
  @ApiProperty({ pattern: '^[0-9a-f]{32}$', required: false })
  origin?: string;

  /** With `origin`: time of the event of the registry's log that told of it last; null for a node of this registry, whose record is of now. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false })
  as_of?: string | null;

  /** With `origin`: where the wallet of a peer's node receives. Paying to it is an ordinary payment; peers never move money. */
  @ApiProperty({ type: String, nullable: true, required: false })
  receiving_address?: string | null;

  /**
   * With `origin`: what the wallet of a peer's node could spend at `as_of`, in units of 10^-8 FLOP, as its registry says. Null for one that
   * does not share it, and for a node of this registry.
   */
  @ApiProperty({ type: String, nullable: true, required: false, pattern: '^[0-9]+$' })
  balance?: string | null;
}

export class NodeListResponse {
  nodes!: NodeInfo[];

  /** For the next page, which the `Link` header points to as well; null on the last. */
  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}

export function nodeInfo({ node, status, health, wallet }: NodeDescription): NodeInfo {
  const { heartbeat } = node;
  return {
    node_id: node.nodeId,
    address: node.address,
    capabilities: [...node.capabilities],
    status,
    reputation: node.reputation,
    health,
    wallet_health: wallet,
    last_heartbeat: heartbeat ? isoTime(heartbeat.receivedAtMs) : null,
    uptime: heartbeat?.uptime === undefined ? null : JsonNumber.of(heartbeat.uptime),
    latency_ms: heartbeat?.latencyMs === undefined ? null : JsonNumber.of(heartbeat.latencyMs),
    share_balance: node.sharesBalance,
    created_at: isoTime(node.createdAtMs),
  };
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
