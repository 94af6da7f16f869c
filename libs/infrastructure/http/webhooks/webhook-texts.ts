import { MOST_WEBHOOKS } from '@app/webhooks';

/** What both APIs say of webhooks: the texts of refusals by their codes, and how their operations are described. */
export const URL_REFUSALS = {
  invalid_webhook_url:
    'a webhook has an https URL of at most 2000 characters, without credentials; in a demo http to this machine',
  forbidden_webhook_address: 'the URL of a webhook must lead to a public address',
};
export const NO_WEBHOOK = { webhook_not_found: 'webhook not found' };
export const ENDED = { webhook_ended: 'the webhook has ended' };
export const FULL = { too_many_webhooks: `there are ${MOST_WEBHOOKS} webhooks, which is the most; delete one first` };
export const WAITING = { too_many_waiting: 'too many tests and redeliveries of this webhook are waiting' };

/** @param rights who may have which events */
export const descriptionOfMaking = (
  rights: string,
) => `What happens from now on, in the order of the log, one event at a time, each until an answer of 2xx came within 10 seconds. An event may come
twice; its \`id\`, which is the header \`webhook-id\`, tells. Requests are signed as the Standard Webhooks specification says, with the \`secret\` of the
answer, which is not shown again.

A failed attempt is repeated after 5 seconds, 5 and 30 minutes, and 2, 5, 10, 14, 20 and 24 hours; then the webhook is paused. An answer of 410 ends
it. Redirects are not followed. An owner has at most 20 webhooks. ${rights}`;

export const DESCRIPTION_OF_REDELIVERY =
  'Soon and once, whatever stands in the queue; the answer is the delivery to watch. A paused webhook is sent it too.';
export const DESCRIPTION_OF_TEST =
  'An event of the type `webhook.test`, which stands in no log, soon and once; the answer is the delivery to watch. A paused webhook is sent it too.';
