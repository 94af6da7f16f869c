import { AppMode } from '@app/kernel';
import type { WebhookScope } from '@app/webhooks';
import { nameOf, type Principal } from '../access/principal.js';

export const TYPE_REFUSALS = { invalid_parameter: ['unknown event type', 'wallet events need an address'] };
export const EVENT_DENIALS = { not_your_wallet: 'not your wallet', administrators_only: 'administrators only' };

/** In a demo everybody sees all webhooks, as they see everything else; in production an owner theirs, an administrator all. */
export function scopeOf(principal: Principal, mode: AppMode): WebhookScope {
  return mode.isProduction && principal.kind !== 'administrator' ? { owner: nameOf(principal) } : 'all';
}
