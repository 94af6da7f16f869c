import type { Caller, CredentialPolicy } from '../model/caller.js';
import type { NodeId } from '../model/node-id.js';
import { DIRECTORY_EVENT_TYPES, REGISTRY_EVENT_TYPES, type RegistryEventType } from '../model/registry-event.js';
import { CredentialsRequired, NotThisNode } from '../node-registry.errors.js';

/** Which events a caller asks for: of one node, or of the whole log; of some types, or of all that they may read. */
export interface EventsWanted {
  readonly caller: Caller;
  readonly node: NodeId | undefined;
  readonly types: readonly RegistryEventType[] | undefined;
}

export interface ReadableEvents {
  readonly types: ReadonlySet<string>;
  /** Whether some of them are not for everybody. */
  readonly isPrivate: boolean;
}

/**
 * The types that the caller is given. Everybody may read the directory of nodes; the money of a node is for the node itself, and
 * everything for administrators, and for everybody in a demo.
 *
 * @throws CredentialsRequired · NotThisNode when they name a type that they may not read
 */
export function readableEvents({ caller, node, types }: EventsWanted, policy: CredentialPolicy): ReadableEvents {
  const isOwn = caller.kind === 'node' && caller.nodeId === node;
  const readsAll = policy.credentials === 'optional' || caller.kind === 'administrator' || isOwn;
  const readable: ReadonlySet<RegistryEventType> = new Set(readsAll ? REGISTRY_EVENT_TYPES : DIRECTORY_EVENT_TYPES);
  if (types?.some((type) => !readable.has(type)))
    throw caller.kind === 'node' ? new NotThisNode() : new CredentialsRequired();
  const given = types ? new Set(types) : readable;
  const isPrivate =
    policy.credentials === 'required' && [...given].some((type) => !DIRECTORY_EVENT_TYPES.includes(type));
  return { types: given, isPrivate };
}
