import { NodeNotFound } from '../node.errors.js';
/** One node as it is now, deregistered ones included. */
export class GetNode {
    nodes;
    describeNodes;
    constructor(nodes, describeNodes) {
        this.nodes = nodes;
        this.describeNodes = describeNodes;
    }
    /** @throws NodeNotFound */
    async execute(nodeId) {
        const node = await this.nodes.find(nodeId);
        if (!node)
            throw new NodeNotFound(nodeId);
        const [description] = await this.describeNodes.execute([node]);
        return description;
    }
}
//# sourceMappingURL=get-node.js.map