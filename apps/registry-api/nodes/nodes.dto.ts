import { BodyFields } from '@app/infrastructure/http/body-fields.js';
import type { Heartbeat, NodeRegistration } from '@app/node-registry';
import { CAPABILITY_PATTERN, NODE_ID_PATTERN, PUBLIC_KEY_PATTERN } from '@app/node-registry';
import { ApiProperty } from '@nestjs/swagger';
import { AuthData } from '../access/auth-data.dto.js';
import { readAddress, readCapabilities, readNodeId, readPublicKey } from './read-fields.js';

export class RegisterNodeRequest {
  /**
   * No word of the registry's own paths, such as `health`.
   * @example "node_001"
   */
  @ApiProperty({ pattern: NODE_ID_PATTERN })
  node_id!: string;

  /**
   * Host, `host:port` or URL; visible ASCII, at most 255 characters.
   * @example "10.0.0.7:9000"
   */
  address!: string;

  /** @example ["compute", "storage"] */
  @ApiProperty({ type: 'array', items: { type: 'string', pattern: CAPABILITY_PATTERN }, maxItems: 64 })
  capabilities!: string[];

  /** Hex. The request must be signed with it. A node without one gets a secret to sign with. */
  @ApiProperty({ pattern: PUBLIC_KEY_PATTERN, required: false })
  public_key?: string;

  /** For an id that is registered already: proof by its secret. */
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

export class HeartbeatRequest {
  /**
   * Above that of the last heartbeat, at most 4·10¹⁸. When the node was silent until it counted as offline (3 intervals), it may
   * begin anew with any number: so neither a restart nor one absurd number ends its life.
   * @example 1
   */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MAX_SEQUENCE_NUMBER })
  sequence!: number;

  /** Seconds since the node started. */
  @ApiProperty({ type: Number, minimum: 0, required: false })
  uptime?: number;

  @ApiProperty({ type: Number, minimum: 0, required: false })
  latency_ms?: number;

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

/** @throws ValidationFailed */
export function readRegistration(body: unknown): Omit<NodeRegistration, 'caller' | 'ip'> {
  const fields = new BodyFields(body);
  const nodeId = readNodeId(fields);
  const address = readAddress(fields);
  const capabilities = readCapabilities(fields, 'capabilities');
  const publicKey = readPublicKey(fields);
  fields.orList();
  return { nodeId: nodeId!, address: address!, capabilities: capabilities!, publicKey };
}

/** @throws ValidationFailed */
export function readHeartbeat(body: unknown): Omit<Heartbeat, 'receivedAtMs'> {
  const fields = new BodyFields(body).require('sequence');
  const sequence = fields.integer('sequence');
  if (sequence !== undefined && sequence < 0n) reportNegative(fields, 'sequence');
  if (sequence !== undefined && sequence > MAX_SEQUENCE)
    fields.reportField('sequence', { msg: `Input should be at most ${MAX_SEQUENCE}`, type: 'less_than_equal' });
  const uptime = readMeasurement(fields, 'uptime');
  const latencyMs = readMeasurement(fields, 'latency_ms');
  fields.orList();
  return { sequence: sequence!, uptime, latencyMs };
}

function readMeasurement(fields: BodyFields, name: string): string | undefined {
  const text = fields.decimal(name, 6);
  return text?.startsWith('-') ? reportNegative(fields, name) : text;
}

function reportNegative(fields: BodyFields, name: string): undefined {
  return fields.reportField(name, { msg: 'Input should be greater than or equal to 0', type: 'greater_than_equal' });
}
