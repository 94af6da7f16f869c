import type { Delivery, DeliveryKind, Webhook, WebhookState } from '@app/webhooks';
import type { DeliveryRow, WebhookRow } from './webhook-statements.js';

/** The checks of the tables are the choices of the types. */
export function webhookOf(row: WebhookRow): Webhook {
  return {
    number: Number(row.number),
    id: row.id,
    owner: row.owner,
    subject: row.subject ?? undefined,
    url: row.url,
    types: row.types,
    description: row.description ?? undefined,
    state: row.state as WebhookState,
    reason: row.reason ?? undefined,
    place: BigInt(row.place),
    failures: row.failures,
    dueAtMs: row.due_at?.getTime(),
    hasExtras: row.has_extras,
    secret: {
      sealed: row.sealed_secret,
      former: row.sealed_former_secret
        ? { sealed: row.sealed_former_secret, untilMs: row.former_until!.getTime() }
        : undefined,
    },
    createdAtMs: row.created_at.getTime(),
    revision: Number(row.revision),
  };
}

export function deliveryOf(row: DeliveryRow): Delivery {
  return {
    n: Number(row.n),
    kind: row.kind as DeliveryKind,
    event: {
      id: row.event_id,
      type: row.event_type,
      place: row.event_place === null ? undefined : BigInt(row.event_place),
    },
    status: row.status as Delivery['status'],
    attempts: row.attempts,
    answerStatus: row.answer_status ?? undefined,
    answer: row.answer ?? undefined,
    createdAtMs: row.created_at.getTime(),
    attemptedAtMs: row.attempted_at?.getTime(),
    nextAtMs: row.next_at?.getTime(),
  };
}
