import { BodyFields } from '@app/infrastructure/http/body-fields.js';
import {
  CAPABILITY_PATTERN,
  type CapabilitiesChanged,
  type Capability,
  type CapabilityStatistics,
  NODE_ID_PATTERN,
  type NodeFilter,
  type NodeId,
} from '@app/node-registry';
import { ApiProperty } from '@nestjs/swagger';
import { AuthData } from '../access/auth-data.dto.js';
import { ANY_NODE } from './node-list.js';
import { readCapabilities, readNodeId } from './read-fields.js';

const NAMES = { type: 'array', items: { type: 'string', pattern: CAPABILITY_PATTERN }, maxItems: 64 } as const;

export class NewCapabilitiesRequest {
  /** @example "node_001" */
  @ApiProperty({ pattern: NODE_ID_PATTERN })
  node_id!: string;

  /** @example ["gpu"] */
  @ApiProperty(NAMES)
  new_capabilities!: string[];

  auth_data?: AuthData;
}

export class RemoveCapabilitiesRequest {
  /** @example "node_001" */
  @ApiProperty({ pattern: NODE_ID_PATTERN })
  node_id!: string;

  /** Those that the node does not have are passed over. */
  @ApiProperty(NAMES)
  capabilities_to_remove!: string[];

  auth_data?: AuthData;
}

export class CapabilitiesChangedResponse {
  success!: boolean;

  /** @example "node_001" */
  node_id!: string;

  old_capabilities!: string[];
  new_capabilities!: string[];
  added_capabilities!: string[];
  removed_capabilities!: string[];

  /** Always null: a refusal has a status of its own. */
  @ApiProperty({ type: String, nullable: true })
  error!: string | null;
}

export class QueryCapabilitiesRequest {
  /**
   * At least one.
   * @example ["compute", "gpu"]
   */
  @ApiProperty({ ...NAMES, minItems: 1 })
  capabilities!: string[];

  /** Nodes that have all of them; otherwise one is enough. */
  @ApiProperty({ required: false, default: false })
  match_all?: boolean;
}

export class CapabilityStatisticsResponse {
  /** Nodes in service. */
  @ApiProperty({ type: 'integer' })
  total_nodes!: number;

  /** Different capabilities that they have. */
  @ApiProperty({ type: 'integer' })
  total_capabilities!: number;

  /** Nodes by capability. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  capability_counts!: Record<string, number>;

  /**
   * The five that most nodes have, each with the number of nodes.
   * @example [["compute", 7], ["gpu", 2]]
   */
  @ApiProperty({
    type: 'array',
    maxItems: 5,
    items: { type: 'array', minItems: 2, maxItems: 2, items: { oneOf: [{ type: 'string' }, { type: 'integer' }] } },
  })
  most_common_capabilities!: [string, number][];

  /** All standard ones, in use or not. */
  standard_capabilities!: string[];

  /** Those in use that are not standard. */
  custom_capabilities!: string[];
}

export class AvailableCapabilitiesResponse {
  /** Those that a node in service has. */
  capabilities!: string[];
}

export class CapabilityValidationResponse {
  capability!: string;

  /** It may be used as a name. */
  is_valid!: boolean;

  is_standard!: boolean;
}

/** @throws ValidationFailed */
export function readCapabilityChange(
  body: unknown,
  listName: 'new_capabilities' | 'capabilities_to_remove',
): { nodeId: NodeId; capabilities: Capability[] } {
  const fields = new BodyFields(body);
  const nodeId = readNodeId(fields);
  const capabilities = readCapabilities(fields, listName);
  fields.orList();
  return { nodeId: nodeId!, capabilities: capabilities! };
}

/** @throws ValidationFailed */
export function readCapabilityQuery(body: unknown): NodeFilter {
  const fields = new BodyFields(body);
  const capabilities = readCapabilities(fields, 'capabilities');
  if (capabilities?.length === 0)
    fields.reportField('capabilities', { msg: 'List should have at least 1 item', type: 'too_short' });
  const matchAll = fields.boolean('match_all') ?? false;
  fields.orList();
  return { ...ANY_NODE, capabilities: capabilities!, matchAny: !matchAll };
}

export function capabilitiesChangedJson(nodeId: NodeId, change: CapabilitiesChanged) {
  return {
    success: true,
    node_id: nodeId,
    old_capabilities: change.before,
    new_capabilities: change.after,
    added_capabilities: change.added,
    removed_capabilities: change.removed,
    error: null,
  };
}

export function statisticsJson({ nodes, counts, mostCommon, standard, custom }: CapabilityStatistics) {
  return {
    total_nodes: nodes,
    total_capabilities: counts.length,
    capability_counts: Object.fromEntries(counts.map((count) => [count.capability, count.nodes])),
    most_common_capabilities: mostCommon.map((count) => [count.capability, count.nodes]),
    standard_capabilities: standard,
    custom_capabilities: custom,
  };
}
