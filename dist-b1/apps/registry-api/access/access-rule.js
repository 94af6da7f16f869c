import { isJsonObject } from "../../../libs/infrastructure/http/json-value.js";
import { parseNodeId } from "../../../libs/node-registry/index.js";
import { Reflector } from '@nestjs/core';
export const RouteAccess = Reflector.createDecorator();
/** The node that a request names where `rule` looks for it; `undefined` when the route is going to refuse what stands there. */
export function nodeNamedBy(request, rule) {
    const inPath = rule.acts === 'node' && rule.nodeIn === 'path';
    const fields = (inPath ? request.params : request.body);
    const named = fields !== undefined && isJsonObject(fields) ? fields.node_id : undefined;
    return typeof named === 'string' ? parseNodeId(named) : undefined;
}
//# sourceMappingURL=access-rule.js.map