import { Field } from '@app/infrastructure/http/validation/index.js';
import type { Capability, NodeId } from '@app/node-registry';
import { CAPABILITY, NODE_ID } from './node-fields.js';

export class NodePath {
  /** @example "node_001" */
  @Field(NODE_ID)
  node_id!: NodeId;
}

export class CapabilityPath {
  /** @example "compute" */
  @Field(CAPABILITY)
  capability!: Capability;
}

export class AnyCapabilityPath {
  /** @example "my_capability" */
  @Field({ ...CAPABILITY, faults: () => [], schema: { type: 'string' } })
  capability!: string;
}
