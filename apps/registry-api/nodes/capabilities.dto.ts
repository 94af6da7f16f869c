import { IsFlag, Must } from '@app/infrastructure/http/validation/index.js';
import type { CapabilitiesChanged, Capability, CapabilityStatistics, NodeId } from '@app/node-registry';
import { ApiProperty } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { AuthData } from '../access/auth-data.dto.js';
import { IsCapabilities, IsNodeId } from './node-fields.js';

export class NewCapabilitiesRequest {
  /** @example "node_001" */
  @IsNodeId()
  node_id!: NodeId;

  /** @example ["gpu"] */
  @IsCapabilities()
  new_capabilities!: Capability[];

  @Allow()
  auth_data?: AuthData;
}

export class RemoveCapabilitiesRequest {
  /** @example "node_001" */
  @IsNodeId()
  node_id!: NodeId;

  /** Those that the node does not have are passed over. */
  @IsCapabilities()
  capabilities_to_remove!: Capability[];

  @Allow()
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
  @Must((names: string[]) => names.length > 0, { msg: 'List should have at least 1 item', type: 'too_short' })
  @IsCapabilities({ minItems: 1 })
  capabilities!: Capability[];

  /** Nodes that have all of them; otherwise one is enough. */
  @IsFlag({ default: false })
  match_all?: boolean = false;
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
