import { capabilitySet, MAX_CAPABILITIES } from '../model/capability.js';
import { NodeDeregistered, TooManyCapabilities } from '../node.errors.js';
/** Adds to, takes from or replaces what a node can do. */
export class ChangeCapabilities {
    nodes;
    constructor(nodes) {
        this.nodes = nodes;
    }
    add(nodeId, capabilities) {
        return this.change(nodeId, (before) => [...before, ...capabilities]);
    }
    remove(nodeId, capabilities) {
        return this.change(nodeId, (before) => without(before, capabilities));
    }
    replace(nodeId, capabilities) {
        return this.change(nodeId, () => capabilities);
    }
    /** @throws NodeNotFound · NodeDeregistered · TooManyCapabilities */
    async change(nodeId, change) {
        const changed = await this.nodes.revise(nodeId, (node) => {
            if (node.deregistration)
                throw new NodeDeregistered(nodeId);
            const capabilities = capabilitySet(change(node.capabilities));
            if (capabilities.length > MAX_CAPABILITIES)
                throw new TooManyCapabilities(MAX_CAPABILITIES);
            return { capabilities };
        });
        const before = changed.before.capabilities;
        const after = changed.after.capabilities;
        return { before, after, added: without(after, before), removed: without(before, after) };
    }
}
function without(capabilities, others) {
    return capabilities.filter((capability) => !others.includes(capability));
}
//# sourceMappingURL=change-capabilities.js.map