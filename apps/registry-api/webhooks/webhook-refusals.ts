import { type Caller, type CredentialPolicy, nameOf } from '@app/node-registry';
import { MOST_WEBHOOKS, type WebhookScope } from '@app/webhooks';

export const URL_REFUSALS = {
  invalid_webhook_url:
    'a webhook has an https URL of at most 2000 characters, without credentials; in a demo http to this machine',
  forbidden_webhook_address: 'the URL of a webhook must lead to a public address',
};
export const EVENT_DENIALS = { not_this_node: 'Not authorized for this node' };
export const NO_WEBHOOK = { webhook_not_found: 'webhook not found' };
export const ENDED = { webhook_ended: 'the webhook has ended' };
export const FULL = { too_many_webhooks: `there are ${MOST_WEBHOOKS} webhooks, which is the most; delete one first` };
export const WAITING = { too_many_waiting: 'too many tests and redeliveries of this webhook are waiting' };
export const INVALID_CURSOR = { invalid_cursor: 'invalid cursor' };

/** In a demo everybody sees all webhooks; in production a node its own, an administrator all. */
export function scopeOf(caller: Caller, { credentials }: CredentialPolicy): WebhookScope {
  return credentials === 'optional' || caller.kind === 'administrator' ? 'all' : { owner: nameOf(caller) };
}
