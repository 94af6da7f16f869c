import { DomainError, type RefusalOptions } from '@app/kernel';
import type { NodeId } from './model/node-id.js';
import { REPUTATION_EVENT_TYPES } from './model/reputation.js';

export class NodeNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'node_not_found';

  constructor(nodeId: NodeId) {
    super(`Node ${nodeId} not found`);
  }
}

/** The id is taken, and the request does not prove that it comes from its owner. */
export class NodeAlreadyRegistered extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'node_already_registered';

  /** @param isDeregistered then the same facts are refused as well: only its owner may bring it back */
  constructor(nodeId: NodeId, isDeregistered = false) {
    const what = isDeregistered ? 'is deregistered' : 'already registered with other facts';
    super(`Node ${nodeId} ${what}; sign the request with the node's key, or ask an administrator`);
  }
}

/** A node has this public key, or had it: a key is one node's, and once. */
export class PublicKeyConflict extends DomainError {
  readonly kind = 'conflict';
  readonly code: string = 'public_key_conflict';

  constructor(text = 'Public key already in use') {
    super(text);
  }
}

/** The node has another key than the one that it registers again with. */
export class OtherKeyRegistered extends PublicKeyConflict {
  override readonly code = 'other_key_registered';

  constructor(nodeId: NodeId) {
    super(
      `Node ${nodeId} is registered with another key; rotate it with POST /nodes/${nodeId}/rotate-key, signed with the old key, or ask an administrator`,
    );
  }
}

/** Somebody else has rotated the key since this request was signed. */
export class KeyRotatedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'key_rotated_meanwhile';

  constructor(nodeId: NodeId) {
    super(`The key of node ${nodeId} was rotated meanwhile; sign with its present key, or ask an administrator`);
  }
}

export class TooManyRotations extends DomainError {
  readonly kind = 'throttled';
  readonly code = 'too_many_rotations';

  constructor(most: number, retryAfterSeconds: number) {
    super(`A node rotates its key at most ${most} times a day`, { retryAfterSeconds });
  }
}

/** The node was taken out of service; only registering it again, signed with its own credentials, brings it back. */
export class NodeDeregistered extends DomainError {
  readonly kind = 'denied';
  readonly code = 'node_deregistered';

  constructor(nodeId: NodeId, text = `Node ${nodeId} is deregistered`) {
    super(text, {
      field: 'node_id',
      why: 'Register the node again, signed with its key; where an administrator took it out of service, ask an administrator',
    });
  }
}

/** An administrator took it out of service, and its own credentials do not bring it back. */
export class DeregisteredByAdministrator extends NodeDeregistered {
  constructor(nodeId: NodeId) {
    super(nodeId, `Node ${nodeId} is deregistered by an administrator; ask an administrator to register it again`);
  }
}

/** A heartbeat that was overtaken by a later one, or sent again. */
export class StaleHeartbeat extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'stale_heartbeat';

  constructor(lastSequence: bigint) {
    super(`Heartbeat sequence must be above ${lastSequence}`);
  }
}

/** Characters of a caller's own text that an error repeats. */
const MAX_ECHO = 64;

/** The original's words, which print a list of Python. */
export function invalidEventType(eventType: string): string {
  const types = REPUTATION_EVENT_TYPES.map((type) => `'${type}'`).join(', ');
  return `Invalid event_type: ${eventType}. Valid types: [${types}]`;
}

export class InvalidEventType extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_event_type';
  override readonly field = 'event_type';

  constructor(eventType: string) {
    super(invalidEventType(eventType.slice(0, MAX_ECHO)));
  }
}

export class TooManyCapabilities extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'too_many_capabilities';
  override readonly field = 'new_capabilities';

  constructor(most: number) {
    super(`A node has at most ${most} capabilities`);
  }
}

/** Only the operator registers nodes here. */
export class RegistrationClosed extends DomainError {
  readonly kind = 'denied';
  readonly code = 'registration_closed';

  constructor() {
    super('Registration is closed; ask an administrator to register the node');
  }
}

/** There are as many nodes as strangers may register. */
export class RegistryFull extends DomainError {
  readonly kind = 'denied';
  readonly code = 'registry_full';

  constructor(where: 'registry' | 'network') {
    super(
      where === 'registry'
        ? 'The registry is full; ask an administrator to register the node'
        : 'Too many nodes are registered from this network; ask an administrator to register the node',
    );
  }
}

export class TooManyRegistrations extends DomainError {
  readonly kind = 'throttled';
  readonly code = 'too_many_registrations';

  constructor(retryAfterSeconds: number) {
    super('Too many nodes were registered from this network today', { retryAfterSeconds });
  }
}

/** None were sent, and this server asks for them. */
export class CredentialsRequired extends DomainError {
  readonly kind = 'denied';
  readonly code = 'credentials_required';

  /** @param why which ones, for callers who ask for RFC 9457 */
  constructor(why?: string) {
    super('Authentication required', why === undefined ? {} : { field: 'X-Mizan-Signature', why });
  }
}

/** What was sent proves nothing. One text for every reason, so that it teaches nothing to who is guessing. */
export class BadCredentials extends DomainError {
  readonly kind = 'denied';
  readonly code = 'bad_credentials';

  /** @param options `field` and `why` for what is wrong with the form of a signature: that teaches no secret */
  constructor(options: RefusalOptions = {}) {
    super('Invalid authentication credentials', options);
  }
}

/** The request is signed in the first version, whose time is over. */
export class SignatureVersionEnded extends DomainError {
  readonly kind = 'denied';
  readonly code = 'signature_version_ended';

  constructor() {
    super('Signatures of version 1 are no longer accepted; sign version 2, with X-Mizan-Signature-Version: 2');
  }
}

/** A public key can be registered by its holder only: the request must be signed with it. */
export class ProofOfPossessionRequired extends DomainError {
  readonly kind = 'denied';
  readonly code = 'proof_of_possession_required';

  constructor() {
    super('The request must be signed with the public key that it registers');
  }
}

/** The new key has not signed the rotation, or not for this host, node and old key, or not just now. */
export class BadProofOfPossession extends DomainError {
  readonly kind = 'denied';
  readonly code = 'bad_proof_of_possession';

  constructor() {
    super('The proof of possession of the new key is not valid');
  }
}

/** The credentials are good, and those of another node. */
export class NotThisNode extends DomainError {
  readonly kind = 'denied';
  readonly code = 'not_this_node';

  constructor() {
    super('Not authorized for this node');
  }
}

export class AdministratorsOnly extends DomainError {
  readonly kind = 'denied';
  readonly code = 'administrators_only';

  constructor() {
    super('Administrators only');
  }
}
