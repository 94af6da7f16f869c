import { type Caller, type CredentialPolicy, nameOf } from '@app/node-registry';
import type { WebhookScope } from '@app/webhooks';

export const EVENT_DENIALS = { not_this_node: 'Not authorized for this node' };
export const INVALID_CURSOR = { invalid_cursor: 'invalid cursor' };

/** In a demo everybody sees all webhooks; in production a node its own, an administrator all. */
export function scopeOf(caller: Caller, { credentials }: CredentialPolicy): WebhookScope {
  return credentials === 'optional' || caller.kind === 'administrator' ? 'all' : { owner: nameOf(caller) };
}
