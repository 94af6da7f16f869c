import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import { plain } from './plain-text.js';

export function webhookLines(webhook: JsonObject): string[] {
  const { id, state, url, types, description, reason, failures, next_attempt_at: next, owner } = webhook;
  const subject = webhook.address ?? webhook.node;
  const told = (Array.isArray(types) ? types : []).map((type) => plain(type)).join(', ');
  return [
    `${plain(id)}  ${plain(state)}  ${plain(url)}`,
    `  ${told}${subject === undefined ? '' : `  of ${plain(subject)}`}  made by ${plain(owner)}`,
    ...(description === undefined ? [] : [`  ${plain(description)}`]),
    ...(reason === undefined ? [] : [`  ${plain(reason)}`]),
    ...(next === undefined ? [] : [`  ${plain(failures)} failed attempts; the next at ${plain(next)}`]),
    ...(webhook.former_secret_until === undefined
      ? []
      : [`  the secret before this one signs until ${plain(webhook.former_secret_until)}`]),
  ];
}

/** With the secret, which no later answer has. */
export function secretLines(webhook: JsonObject): string[] {
  return [...webhookLines(webhook), '', `secret  ${plain(webhook.secret)}`, 'It is not shown again.'];
}

export function webhookTable(webhooks: JsonObject[]): string[] {
  return webhooks.length === 0 ? ['no webhooks'] : webhooks.flatMap(webhookLines);
}

export function deliveryLines({ n, kind, event_type, event_id, status, attempts, ...rest }: JsonObject): string[] {
  const { answer_status: answered, answer, next_attempt_at: next } = rest;
  const outcome = answer === null ? [] : [`  ${answered === null ? '' : `${plain(answered)} `}${plain(answer)}`];
  const again = next === undefined || attempts === undefined ? '' : `  next at ${plain(next)}`;
  return [
    `${plain(n)}  ${plain(status)}  ${plain(event_type)}  ${plain(event_id)}  ${plain(kind)}, attempts: ${plain(attempts)}${again}`,
    ...outcome,
  ];
}

export function deliveryTable(deliveries: JsonObject[]): string[] {
  return deliveries.length === 0 ? ['nothing was sent so far'] : deliveries.flatMap(deliveryLines);
}
