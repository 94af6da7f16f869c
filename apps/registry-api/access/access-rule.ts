import { isJsonObject, type JsonValue } from '@app/infrastructure/http/json-value.js';
import { type NodeId, parseNodeId } from '@app/node-registry';
import type { FastifyRequest } from 'fastify';

/**
 * Who may use a route: anyone, without a look at credentials; anyone, who gets more to read with them; the node that it names as `node_id` in its path or body; any
 * node; an administrator; for another key, the node in the path, never without credentials; or, to register, anybody who
 * proves to hold a key, the rest being the use case's to judge.
 */
export type AccessRule =
  | { readonly acts: 'anyone' }
  | { readonly acts: 'reader' }
  | { readonly acts: 'node'; readonly nodeIn: 'path' | 'body' }
  | { readonly acts: 'any-node' }
  | { readonly acts: 'administrator' }
  | { readonly acts: 'key-holder' }
  | { readonly acts: 'registrant' };

/** The node that a request names where `rule` looks for it; `undefined` when the route is going to refuse what stands there. */
export function nodeNamedBy(request: FastifyRequest, rule: AccessRule): NodeId | undefined {
  const inPath = rule.acts === 'key-holder' || (rule.acts === 'node' && rule.nodeIn === 'path');
  const fields = (inPath ? request.params : request.body) as JsonValue | undefined;
  const named = fields !== undefined && isJsonObject(fields) ? fields.node_id : undefined;
  return typeof named === 'string' ? parseNodeId(named) : undefined;
}
