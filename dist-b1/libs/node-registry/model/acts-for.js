import { AdministratorsOnly, BadCredentials, CredentialsRequired, NotThisNode } from '../node.errors.js';
/**
 * Whether `caller` may act for a node.
 *
 * @param nodeId `undefined` when the request names none that could exist; it is then refused further on
 * @throws BadCredentials for a key that no node has · CredentialsRequired · NotThisNode
 */
export function refuseUnlessActsFor(caller, nodeId, policy) {
    switch (caller.kind) {
        case 'administrator':
            return;
        case 'anyone':
            if (policy.credentials === 'required')
                throw new CredentialsRequired();
            return;
        case 'new-key':
            throw new BadCredentials();
        case 'node':
            if (nodeId !== undefined && caller.nodeId !== nodeId)
                throw new NotThisNode();
    }
}
/**
 * Whether `caller` may judge nodes. None judges itself or its peers.
 * @throws BadCredentials for a key that no node has · CredentialsRequired · AdministratorsOnly
 */
export function refuseUnlessAdministers(caller, policy) {
    refuseUnlessActsFor(caller, undefined, policy);
    if (caller.kind === 'node')
        throw new AdministratorsOnly();
}
//# sourceMappingURL=acts-for.js.map