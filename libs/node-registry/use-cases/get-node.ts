import type { NodeId } from '../model/node-id.js';
import { NodeNotFound } from '../node-registry.errors.js';
import { Nodes } from '../ports/nodes.js';
import { DescribeNodes, type NodeDescription } from './describe-nodes.js';

/** One node as it is now, deregistered ones included. */
export class GetNode {
  constructor(
    private readonly nodes: Nodes,
    private readonly describeNodes: DescribeNodes,
  ) {}

  /** @throws NodeNotFound */
  async execute(nodeId: NodeId): Promise<NodeDescription> {
    const node = await this.nodes.find(nodeId);
    if (!node) throw new NodeNotFound(nodeId);
    const [description] = await this.describeNodes.execute([node]);
    return description!;
  }
}
