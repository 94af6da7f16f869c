import { IsDecimal, IsFlag, IsInteger, Must } from '@app/infrastructure/http/validation/index.js';
import type { Capability, NodeId } from '@app/node-registry';
import { ApiProperty } from '@nestjs/swagger';
import { Allow, IsOptional } from 'class-validator';
import { AuthData } from '../access/auth-data.dto.js';
import { IsCapabilities, IsNodeAddress, IsNodeId, IsPublicKey } from './node-fields.js';

export class RegisterNodeRequest {
  /**
   * No word of the registry's own paths, such as `health`.
   * @example "node_001"
   */
  @IsNodeId()
  node_id!: NodeId;

  /**
   * Host, `host:port` or URL; visible ASCII, at most 255 characters.
   * @example "10.0.0.7:9000"
   */
  @IsNodeAddress()
  address!: string;

  /** @example ["compute", "storage"] */
  @IsCapabilities()
  capabilities!: Capability[];

  /** Hex. The request must be signed with it. A node without one gets a secret to sign with. */
  @IsOptional()
  @IsPublicKey()
  public_key?: string;

  /**
   * Whether the registry's log, which everybody may read, tells what the wallet of the node can spend, at each change. Left out it stays
   * as it is, and a new node shares nothing.
   */
  @IsOptional()
  @IsFlag()
  share_balance?: boolean;

  /** For an id that is registered already: proof by its secret. */
  @Allow()
  auth_data?: AuthData;
}

export class RegisterNodeResponse {
  success!: boolean;

  /** @example "Node node_001 registered." */
  message!: string;

  /** Hex, 32 bytes; for a new node without a public key. It is shown this once. */
  @ApiProperty({ required: false })
  auth_secret?: string;
}

/** Enough for nanoseconds since 1970, and something is always above it in 64 bits. */
const MAX_SEQUENCE = 4_000_000_000_000_000_000n;
const MAX_SEQUENCE_NUMBER = Number(MAX_SEQUENCE);
const NEGATIVE = { msg: 'Input should be greater than or equal to 0', type: 'greater_than_equal' };
const isPositive = (decimal: string) => !decimal.startsWith('-');

export class HeartbeatRequest {
  /**
   * Above that of the last heartbeat, at most 4·10¹⁸. When the node was silent until it counted as offline (3 intervals), it may
   * begin anew with any number: so neither a restart nor one absurd number ends its life.
   * @example 1
   */
  @Must((sequence: bigint) => sequence >= 0n, NEGATIVE)
  @Must((sequence: bigint) => sequence <= MAX_SEQUENCE, {
    msg: `Input should be at most ${MAX_SEQUENCE}`,
    type: 'less_than_equal',
  })
  @IsInteger({ minimum: 0, maximum: MAX_SEQUENCE_NUMBER })
  sequence!: bigint;

  /** Seconds since the node started. */
  @Must(isPositive, NEGATIVE)
  @IsOptional()
  @IsDecimal(6, { minimum: 0 })
  uptime?: string;

  @Must(isPositive, NEGATIVE)
  @IsOptional()
  @IsDecimal(6, { minimum: 0 })
  latency_ms?: string;

  @Allow()
  auth_data?: AuthData;
}

export class HeartbeatResponse {
  success!: boolean;

  /** @example "node_001" */
  node_id!: string;

  @ApiProperty({ enum: ['online'] })
  status!: string;

  @ApiProperty({ type: 'integer' })
  sequence!: number;

  /** UTC. */
  @ApiProperty({ format: 'date-time' })
  last_heartbeat!: string;
}

export class NodeDeletedResponse {
  success!: boolean;

  /** @example "Node node_001 deregistered." */
  message!: string;
}

export class NodesHealthResponse {
  /** @example "ok" */
  status!: string;
}
