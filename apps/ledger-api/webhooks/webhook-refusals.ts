import { AppMode } from '@app/kernel';
import { MOST_WEBHOOKS, type WebhookScope } from '@app/webhooks';
import { nameOf, type Principal } from '../access/principal.js';

export const URL_REFUSALS = {
  invalid_webhook_url:
    'a webhook has an https URL of at most 2000 characters, without credentials; in a demo http to this machine',
  forbidden_webhook_address: 'the URL of a webhook must lead to a public address',
};

export const TYPE_REFUSALS = { invalid_parameter: ['unknown event type', 'wallet events need an address'] };
export const EVENT_DENIALS = { not_your_wallet: 'not your wallet', administrators_only: 'administrators only' };
export const NO_WEBHOOK = { webhook_not_found: 'webhook not found' };
export const ENDED = { webhook_ended: 'the webhook has ended' };
export const FULL = { too_many_webhooks: `there are ${MOST_WEBHOOKS} webhooks, which is the most; delete one first` };
export const WAITING = { too_many_waiting: 'too many tests and redeliveries of this webhook are waiting' };

/** In a demo everybody sees all webhooks, as they see everything else; in production an owner theirs, an administrator all. */
export function scopeOf(principal: Principal, mode: AppMode): WebhookScope {
  return mode.isProduction && principal.kind !== 'administrator' ? { owner: nameOf(principal) } : 'all';
}
