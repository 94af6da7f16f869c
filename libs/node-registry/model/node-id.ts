/** The name of a node: 1 to 64 characters, safe in a path, a file name and a log line, and no word of our own routes. */
export type NodeId = string & { readonly __brand: 'NodeId' };

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
  'rotate-key',
  'send',
  'statistics',
  'status',
  'transactions',
  'update',
  'validate',
  'wallet',
]);

/** `undefined` unless `text` may name a node. Case counts, except that `Health` is as reserved as `health`. */
export function parseNodeId(text: string): NodeId | undefined {
  return PATTERN.test(text) && !isReservedWord(text) ? (text as NodeId) : undefined;
}

export function isReservedWord(text: string): boolean {
  return RESERVED.has(text.toLowerCase());
}
