import { DomainError } from "../kernel/index.js";
import { REPUTATION_EVENT_TYPES } from './model/reputation.js';
export class NodeNotFound extends DomainError {
    kind = 'missing';
    code = 'node_not_found';
    constructor(nodeId) {
        super(`Node ${nodeId} not found`);
    }
}
/** The id is taken, and the request does not prove that it comes from its owner. */
export class NodeAlreadyRegistered extends DomainError {
    kind = 'conflict';
    code = 'node_already_registered';
    constructor(nodeId) {
        super(`Node ${nodeId} already registered`);
    }
}
/** Another node has this public key, or the node has another one: a key belongs to one node, and for good. */
export class PublicKeyConflict extends DomainError {
    kind = 'conflict';
    code = 'public_key_conflict';
    constructor(text = 'Public key already in use') {
        super(text);
    }
}
/** The node was taken out of service; only registering it again, signed with its own credentials, brings it back. */
export class NodeDeregistered extends DomainError {
    kind = 'denied';
    code = 'node_deregistered';
    constructor(nodeId) {
        super(`Node ${nodeId} is deregistered`);
    }
}
/** A heartbeat that was overtaken by a later one, or sent again. */
export class StaleHeartbeat extends DomainError {
    kind = 'conflict';
    code = 'stale_heartbeat';
    constructor(lastSequence) {
        super(`Heartbeat sequence must be above ${lastSequence}`);
    }
}
export class InvalidEventType extends DomainError {
    kind = 'invalid';
    code = 'invalid_event_type';
    constructor() {
        super(`Invalid event type. Valid types: ${REPUTATION_EVENT_TYPES.join(', ')}`);
    }
}
export class TooManyCapabilities extends DomainError {
    kind = 'invalid';
    code = 'too_many_capabilities';
    constructor(most) {
        super(`A node has at most ${most} capabilities`);
    }
}
/** None were sent, and this server asks for them. */
export class CredentialsRequired extends DomainError {
    kind = 'denied';
    code = 'credentials_required';
    status = 401;
    constructor() {
        super('Authentication required');
    }
}
/** What was sent proves nothing. One text for every reason, so that it teaches nothing to who is guessing. */
export class BadCredentials extends DomainError {
    kind = 'denied';
    code = 'bad_credentials';
    status = 401;
    constructor() {
        super('Invalid authentication credentials');
    }
}
/** A public key can be registered by its holder only: the request must be signed with it. */
export class ProofOfPossessionRequired extends DomainError {
    kind = 'denied';
    code = 'proof_of_possession_required';
    status = 401;
    constructor() {
        super('The request must be signed with the public key that it registers');
    }
}
/** The credentials are good, and those of another node. */
export class NotThisNode extends DomainError {
    kind = 'denied';
    code = 'not_this_node';
    constructor() {
        super('Not authorized for this node');
    }
}
export class AdministratorsOnly extends DomainError {
    kind = 'denied';
    code = 'administrators_only';
    constructor() {
        super('Administrators only');
    }
}
//# sourceMappingURL=node.errors.js.map