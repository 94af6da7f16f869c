import { applyReputationEvent, NodeAlreadyRegistered, NodeCredentials, NodeNotFound, Nodes, PublicKeyConflict, Reputations, } from "../../node-registry/index.js";
/** Nodes, their credentials and their reputations for the life of the process: three ports on one table. */
export class MemoryNodes extends Nodes {
    nodes = new Map();
    credentialsById = new Map();
    /** Every event so far, oldest first. */
    events = [];
    async add({ credential, ...node }) {
        if (this.nodes.has(node.nodeId))
            throw new NodeAlreadyRegistered(node.nodeId);
        if (credential.kind === 'public-key' && this.ownerOf(credential.publicKey))
            throw new PublicKeyConflict();
        const number = BigInt(this.nodes.size + 1);
        this.nodes.set(node.nodeId, { ...node, number, reputation: 0, heartbeat: undefined, deregistration: undefined });
        this.credentialsById.set(node.nodeId, credential);
    }
    async find(nodeId) {
        return this.nodes.get(nodeId);
    }
    async page({ filter, onlineSinceMs, afterNumber = 0n, limit }) {
        return [...this.nodes.values()]
            .filter((node) => node.number > afterNumber && matches(node, filter, onlineSinceMs))
            .slice(0, limit);
    }
    async revise(nodeId, revise) {
        const before = this.nodes.get(nodeId);
        if (!before)
            throw new NodeNotFound(nodeId);
        const after = { ...before, ...revise(before) };
        this.nodes.set(nodeId, after);
        return { before, after };
    }
    async countCapabilities() {
        const inService = [...this.nodes.values()].filter((node) => !node.deregistration);
        const counts = new Map();
        for (const capability of inService.flatMap((node) => node.capabilities)) {
            counts.set(capability, (counts.get(capability) ?? 0) + 1);
        }
        const capabilities = [...counts].sort().map(([capability, nodes]) => ({ capability, nodes }));
        return { nodes: inService.length, capabilities };
    }
    async countByStatus(onlineSinceMs) {
        const counts = { online: 0, offline: 0, unknown: 0, inactive: 0 };
        for (const node of this.nodes.values())
            counts[statusOf(node, onlineSinceMs)]++;
        return counts;
    }
    ownerOf(publicKey) {
        for (const [nodeId, credential] of this.credentialsById) {
            if (credential.kind === 'public-key' && credential.publicKey.hex === publicKey.hex)
                return nodeId;
        }
        return undefined;
    }
    credentialOf(nodeId) {
        return this.credentialsById.get(nodeId);
    }
    recordReputation(nodeId, event) {
        const node = this.nodes.get(nodeId);
        if (!node)
            throw new NodeNotFound(nodeId);
        const change = applyReputationEvent(node.reputation, event);
        this.nodes.set(nodeId, { ...node, reputation: change.after });
        this.events.push({ nodeId, ...change });
        return change;
    }
}
function statusOf(node, onlineSinceMs) {
    if (node.deregistration)
        return 'inactive';
    if (!node.heartbeat)
        return 'unknown';
    return node.heartbeat.receivedAtMs < onlineSinceMs ? 'offline' : 'online';
}
function matches(node, filter, onlineSinceMs) {
    const status = statusOf(node, onlineSinceMs);
    if (filter.status === undefined ? status === 'inactive' : status !== filter.status)
        return false;
    if (node.reputation < filter.minReputation)
        return false;
    if (filter.capabilities.length === 0)
        return true;
    const has = (capability) => node.capabilities.includes(capability);
    return filter.matchAny ? filter.capabilities.some(has) : filter.capabilities.every(has);
}
export class MemoryNodeCredentials extends NodeCredentials {
    nodes;
    constructor(nodes) {
        super();
        this.nodes = nodes;
    }
    async ownerOf(publicKey) {
        return this.nodes.ownerOf(publicKey);
    }
    async sealedSecretOf(nodeId) {
        const credential = this.nodes.credentialOf(nodeId);
        return credential?.kind === 'shared-secret' ? credential.sealedSecret : undefined;
    }
}
export class MemoryReputations extends Reputations {
    nodes;
    constructor(nodes) {
        super();
        this.nodes = nodes;
    }
    async record(nodeId, event) {
        return this.nodes.recordReputation(nodeId, event);
    }
}
//# sourceMappingURL=memory-nodes.js.map