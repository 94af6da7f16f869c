import { capabilitySet } from '../model/capability.js';
import { makeSharedSecret, sharedSecretSeal } from '../model/shared-secret.js';
import { CredentialsRequired, NodeAlreadyRegistered, NodeDeregistered, NotThisNode, ProofOfPossessionRequired, PublicKeyConflict, } from '../node.errors.js';
/** Enters a node into the registry, or, for one that proves to be the same, its new address and capabilities. */
export class RegisterNode {
    nodes;
    credentials;
    vault;
    policy;
    clock;
    constructor(nodes, credentials, vault, policy, clock) {
        this.nodes = nodes;
        this.credentials = credentials;
        this.vault = vault;
        this.policy = policy;
        this.clock = clock;
    }
    /**
     * @throws NotThisNode · for a known id NodeAlreadyRegistered, PublicKeyConflict, NodeDeregistered · for a new one
     *   ProofOfPossessionRequired, CredentialsRequired, PublicKeyConflict, NodeAlreadyRegistered (somebody was faster)
     */
    async execute(registration) {
        const { nodeId, caller } = registration;
        if (caller.kind === 'node' && caller.nodeId !== nodeId)
            throw new NotThisNode();
        if (await this.nodes.find(nodeId))
            return this.renew(registration);
        return this.add(registration);
    }
    async renew({ nodeId, caller, ...registration }) {
        if (caller.kind !== 'node' && caller.kind !== 'administrator')
            throw new NodeAlreadyRegistered(nodeId);
        const { publicKey, address } = registration;
        if (publicKey && (await this.credentials.ownerOf(publicKey)) !== nodeId) {
            throw new PublicKeyConflict('The public key of a node cannot be changed');
        }
        const capabilities = capabilitySet(registration.capabilities);
        await this.nodes.revise(nodeId, (node) => ({ address, capabilities, ...comeback(node, caller) }));
        return { sharedSecret: undefined };
    }
    async add({ nodeId, caller, ...registration }) {
        const { publicKey, address } = registration;
        if (publicKey)
            await this.refuseUnproved(publicKey, caller);
        else if (caller.kind === 'new-key')
            throw new ProofOfPossessionRequired();
        else if (caller.kind === 'anyone' && this.policy.credentials === 'required')
            throw new CredentialsRequired();
        const secret = publicKey ? undefined : makeSharedSecret();
        const credential = publicKey
            ? { kind: 'public-key', publicKey }
            : { kind: 'shared-secret', sealedSecret: await this.vault.seal(secret, sharedSecretSeal(nodeId)) };
        const capabilities = capabilitySet(registration.capabilities);
        await this.nodes.add({ nodeId, address, capabilities, credential, createdAtMs: this.clock.nowMs() });
        return { sharedSecret: secret?.toString('hex') };
    }
    async refuseUnproved(publicKey, caller) {
        if (caller.kind === 'new-key' && caller.publicKey.hex === publicKey.hex)
            return;
        if (await this.credentials.ownerOf(publicKey))
            throw new PublicKeyConflict();
        throw new ProofOfPossessionRequired();
    }
}
/** A node that returns begins anew: its heartbeats count from the start, and it is unknown until the first. */
function comeback(node, caller) {
    if (!node.deregistration)
        return {};
    if (node.deregistration.byAdministrator && caller.kind !== 'administrator')
        throw new NodeDeregistered(node.nodeId);
    return { deregistration: undefined, heartbeat: undefined };
}
//# sourceMappingURL=register-node.js.map