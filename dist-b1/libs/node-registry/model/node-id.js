/** As written in OpenAPI and in the schema's CHECK. */
export const NODE_ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$';
const PATTERN = new RegExp(NODE_ID_PATTERN);
/** Every fixed path segment at or below `/nodes` and `/wallet`: a node with such a name would shadow a route, or be shadowed. */
const RESERVED = new Set([
    'add',
    'available',
    'balance',
    'capabilities',
    'capability',
    'create',
    'devnet',
    'docs',
    'faucet',
    'health',
    'heartbeat',
    'metrics',
    'new-address',
    'nodes',
    'query',
    'ready',
    'register',
    'remove',
    'reputation',
    'reserves',
    'send',
    'statistics',
    'status',
    'transactions',
    'update',
    'validate',
    'wallet',
]);
/** `undefined` unless `text` may name a node. Case counts, except that `Health` is as reserved as `health`. */
export function parseNodeId(text) {
    return PATTERN.test(text) && !isReservedWord(text) ? text : undefined;
}
export function isReservedWord(text) {
    return RESERVED.has(text.toLowerCase());
}
//# sourceMappingURL=node-id.js.map