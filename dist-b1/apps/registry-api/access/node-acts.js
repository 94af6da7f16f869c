import { DetailRefusals } from "../../../libs/infrastructure/http/refusals.js";
import { applyDecorators, createParamDecorator, UseGuards } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import { RouteAccess } from './access-rule.js';
import { CallerGuard, callerOf } from './caller.guard.js';
/** Credentials of an OpenAPI operation: none (the policy decides), a signature, or an administrator's token. */
const SIGNATURE = { nodeKey: [], nodeTimestamp: [], nodeNonce: [], nodeSignature: [] };
const UNAUTHENTICATED = ['Authentication required', 'Invalid authentication credentials'];
/**
 * Marks a route on which a node acts: its `node_id` stands in the path or in the body. Callers are authenticated first;
 * a node gets through for itself only, an administrator for any, and one without credentials where the policy allows it.
 */
export function NodeActs(nodeIn) {
    return access({ acts: 'node', nodeIn }, { 401: UNAUTHENTICATED, 403: ['Not authorized for this node'] });
}
/** Marks a route for administrators, and for anybody without credentials where the policy allows that. */
export function AdministratorActs() {
    return access({ acts: 'administrator' }, { 401: UNAUTHENTICATED, 403: ['Administrators only'] });
}
/** Marks the route on which a node presents itself for the first time, perhaps with a key of its own. */
export function NodeRegisters() {
    const proofMissing = 'The request must be signed with the public key that it registers';
    return access({ acts: 'registrant' }, { 401: [...UNAUTHENTICATED, proofMissing], 403: ['Not authorized for this node', 'Node X is deregistered'] });
}
/** Gives a handler who is asking, on a route marked with one of the above. */
export const AskedBy = createParamDecorator((_, context) => callerOf(context.switchToHttp().getRequest()));
function access(rule, refusals) {
    return applyDecorators(RouteAccess(rule), UseGuards(CallerGuard), ApiSecurity({}), ApiSecurity(SIGNATURE), ApiSecurity('administrator'), DetailRefusals(refusals));
}
//# sourceMappingURL=node-acts.js.map