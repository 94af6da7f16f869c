import { AdministratorsOnly, BadCredentials, CredentialsRequired, NotThisNode } from '../node-registry.errors.js';
import type { Caller, CredentialPolicy } from './caller.js';
import type { NodeId } from './node-id.js';

/**
 * Whether `caller` may act for a node.
 *
 * @param nodeId `undefined` when the request names none that could exist; it is then refused further on
 * @throws BadCredentials for a key that no node has · CredentialsRequired · NotThisNode
 */
export function refuseUnlessActsFor(caller: Caller, nodeId: NodeId | undefined, policy: CredentialPolicy): void {
  switch (caller.kind) {
    case 'administrator':
      return;
    case 'anyone':
      if (policy.credentials === 'required') throw new CredentialsRequired();
      return;
    case 'new-key':
      throw new BadCredentials();
    case 'node':
      if (nodeId !== undefined && caller.nodeId !== nodeId) throw new NotThisNode();
  }
}

/**
 * Whether `caller` may ask for another key of a node: never without credentials, for that would be anybody's. A key that no node has gets
 * through with an `Idempotency-Key`, because it may be the old one, asking again.
 *
 * @throws CredentialsRequired · BadCredentials · NotThisNode
 */
export function refuseUnlessMayRotate(caller: Caller, nodeId: NodeId | undefined, isRepeatable: boolean): void {
  if (caller.kind === 'new-key' && isRepeatable) return;
  refuseUnlessActsFor(caller, nodeId, { credentials: 'required' });
}

/**
 * Whether `caller` may judge nodes. None judges itself or its peers.
 * @throws BadCredentials for a key that no node has · CredentialsRequired · AdministratorsOnly
 */
export function refuseUnlessAdministers(caller: Caller, policy: CredentialPolicy): void {
  refuseUnlessActsFor(caller, undefined, policy);
  if (caller.kind === 'node') throw new AdministratorsOnly();
}
