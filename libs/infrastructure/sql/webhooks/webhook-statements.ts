import { type Columns, type RowOf, read, type Statement, write } from '../statement.js';

export const WEBHOOK = {
  number: 'bigint',
  id: 'uuid',
  owner: 'text',
  subject: 'text null',
  url: 'text',
  types: 'text[]',
  description: 'text null',
  state: 'text',
  reason: 'text null',
  place: 'bigint',
  failures: 'integer',
  due_at: 'timestamptz null',
  has_extras: 'boolean',
  sealed_secret: 'bytea',
  sealed_former_secret: 'bytea null',
  former_until: 'timestamptz null',
  revision: 'bigint',
  created_at: 'timestamptz',
} as const satisfies Columns;

const EXTRAS = `EXISTS (SELECT FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.status = 'waiting' AND d.kind <> 'event')`;
const SELECT = `SELECT w.number, w.id, w.owner, w.subject, w.url, w.types, w.description, w.state, w.reason, w.place, w.failures, w.due_at,
               ${EXTRAS} AS has_extras, w.sealed_secret, w.sealed_former_secret, w.former_until, w.revision, w.created_at
        FROM webhooks w`;

export const MAKE_WEBHOOK = write('make_webhook_for', {
  parameters: {
    id: 'uuid',
    owner: 'text',
    subject: 'text null',
    url: 'text',
    types: 'text[]',
    description: 'text null',
    place: 'bigint',
    sealed_secret: 'bytea',
    created_at: 'timestamptz',
    key_hash: 'bytea null',
    request_hash: 'bytea null',
    keys_from: 'timestamptz null',
  },
  columns: { outcome: 'text', id: 'uuid null', request_hash: 'bytea null' },
  sql: `SELECT m.outcome, m.id, m.request_hash FROM make_webhook($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS m`,
});

export const FIND_WEBHOOK = read('find_webhook', {
  parameters: { id: 'uuid' },
  columns: WEBHOOK,
  sql: `${SELECT} WHERE w.id = $1`,
  isHot: true,
});

export const WEBHOOKS_AFTER = read('webhooks_after', {
  parameters: { after_number: 'bigint', row_limit: 'integer' },
  columns: WEBHOOK,
  sql: `${SELECT} WHERE w.number > $1 ORDER BY w.number LIMIT $2`,
});

export const WEBHOOKS_OF_OWNER = read('webhooks_of_owner', {
  parameters: { owner: 'text', after_number: 'bigint', row_limit: 'integer' },
  columns: WEBHOOK,
  sql: `${SELECT} WHERE w.owner = $1 AND w.number > $2 ORDER BY w.number LIMIT $3`,
});

export const CHANGE_WEBHOOK = write('change_webhook_of', {
  parameters: {
    id: 'uuid',
    url: 'text',
    types: 'text[]',
    description: 'text null',
    state: 'text',
    reason: 'text null',
    changed_by: 'text',
    from_revision: 'bigint',
    from_state: 'text',
  },
  columns: { changed: 'boolean' },
  // No row when somebody, or the delivery, was faster.
  sql: `WITH read AS MATERIALIZED (SELECT FROM webhooks WHERE id = $1 AND revision = $8 AND state = $9 FOR UPDATE)
        SELECT change_webhook($1, $2, $3, $4, $5, $6, $7) AS changed FROM read`,
});

export const REPLACE_WEBHOOK_SECRET = write('replace_secret_of_webhook', {
  parameters: {
    id: 'uuid',
    revision: 'bigint',
    sealed: 'bytea',
    former: 'bytea null',
    former_until: 'timestamptz null',
    replaced_by: 'text',
  },
  columns: { replaced: 'boolean' },
  sql: 'SELECT replace_webhook_secret($1, $2, $3, $4, $5, $6) AS replaced',
});

export const REMOVE_WEBHOOK = write('remove_webhook_of', {
  parameters: { id: 'uuid', removed_by: 'text' },
  columns: { removed: 'boolean' },
  sql: 'SELECT remove_webhook($1, $2) AS removed',
});

export const DELIVERY = {
  n: 'bigint',
  kind: 'text',
  event_id: 'text',
  event_type: 'text',
  event_place: 'bigint null',
  status: 'text',
  attempts: 'integer',
  answer_status: 'integer null',
  answer: 'text null',
  created_at: 'timestamptz',
  attempted_at: 'timestamptz null',
  next_at: 'timestamptz null',
} as const satisfies Columns;

const DELIVERIES = `SELECT d.n, d.kind, d.event_id, d.event_type, d.event_place, d.status, d.attempts, d.answer_status, d.answer,
               d.created_at, d.attempted_at, d.next_at
        FROM webhook_deliveries d`;

export const WEBHOOK_DELIVERIES = read('webhook_deliveries_before', {
  parameters: { webhook: 'uuid', before_n: 'bigint', row_limit: 'integer' },
  columns: DELIVERY,
  sql: `${DELIVERIES} WHERE d.webhook_id = $1 AND d.n < $2 ORDER BY d.n DESC LIMIT $3`,
});

export const FIND_WEBHOOK_DELIVERY = read('find_webhook_delivery', {
  parameters: { webhook: 'uuid', n: 'bigint' },
  columns: DELIVERY,
  sql: `${DELIVERIES} WHERE d.webhook_id = $1 AND d.n = $2`,
});

export const QUEUE_WEBHOOK_DELIVERY = write('queue_delivery_of_webhook', {
  parameters: {
    webhook: 'uuid',
    kind: 'text',
    event_id: 'text',
    event_type: 'text',
    event_place: 'bigint null',
    at: 'timestamptz',
    most: 'integer',
    kept: 'bigint',
  },
  columns: { n: 'bigint null' },
  sql: 'SELECT queue_webhook_delivery($1, $2, $3, $4, $5, $6, $7, $8) AS n',
});

/** By the clock of the database. Of an embedded one no other process can have it. */
export const HOLD_WEBHOOK_DUTY = write('hold_webhook_duty', {
  parameters: { holder: 'uuid', ms: 'integer', alone: 'boolean' },
  columns: { held: 'boolean' },
  sql: `INSERT INTO webhook_duty AS d (holder, until) VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond')
        ON CONFLICT (single) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE $3 OR d.holder = excluded.holder OR d.until < clock_timestamp()
        RETURNING true AS held`,
});

export const RELEASE_WEBHOOK_DUTY = write('release_webhook_duty', {
  parameters: { holder: 'uuid' },
  columns: {},
  sql: 'DELETE FROM webhook_duty WHERE holder = $1',
});

export const WEBHOOK_LANES = read('webhook_lanes', {
  parameters: { after_number: 'bigint', row_limit: 'integer' },
  columns: WEBHOOK,
  sql: `${SELECT} WHERE w.number > $1 AND (w.state = 'active' OR ${EXTRAS}) ORDER BY w.number LIMIT $2`,
});

export const CHANGED_WEBHOOKS = read('changed_webhooks', {
  parameters: { within_ms: 'integer', after_number: 'bigint', row_limit: 'integer' },
  columns: WEBHOOK,
  sql: `${SELECT} WHERE w.changed_at > clock_timestamp() - $1 * interval '1 millisecond' AND w.number > $2 ORDER BY w.number LIMIT $3`,
});

export const WAITING_EXTRAS = read('waiting_webhook_extras', {
  parameters: { webhook: 'uuid' },
  columns: DELIVERY,
  sql: `${DELIVERIES} WHERE d.webhook_id = $1 AND d.status = 'waiting' AND d.kind <> 'event' ORDER BY d.n`,
});

export const RECORD_WEBHOOK_ATTEMPT = write('record_attempt_of_webhook', {
  parameters: {
    holder: 'uuid',
    webhook: 'uuid',
    from_place: 'bigint',
    event_id: 'text',
    event_type: 'text',
    event_place: 'bigint',
    delivered: 'boolean',
    answer_status: 'integer null',
    answer: 'text',
    at: 'timestamptz',
    next_at: 'timestamptz null',
    state: 'text null',
    reason: 'text null',
    kept: 'bigint',
  },
  columns: { recorded: 'boolean' },
  sql: 'SELECT record_webhook_attempt($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS recorded',
});

const IS_HOLDER = 'EXISTS (SELECT FROM webhook_duty WHERE holder = $1)';

export const RECORD_WEBHOOK_EXTRA = write('record_webhook_extra', {
  parameters: {
    holder: 'uuid',
    webhook: 'uuid',
    n: 'bigint',
    delivered: 'boolean',
    answer_status: 'integer null',
    answer: 'text',
    at: 'timestamptz',
  },
  columns: {},
  sql: `UPDATE webhook_deliveries SET status = CASE WHEN $4 THEN 'delivered' ELSE 'failed' END, attempts = attempts + 1, answer_status = $5,
          answer = $6, attempted_at = $7, next_at = NULL
        WHERE webhook_id = $2 AND n = $3 AND ${IS_HOLDER}`,
});

export const SKIP_WEBHOOK_PLACES = write('skip_webhook_places', {
  parameters: { holder: 'uuid', webhook: 'uuid', from_place: 'bigint', to_place: 'bigint' },
  columns: {},
  sql: `UPDATE webhooks SET place = $4 WHERE id = $2 AND place = $3 AND ${IS_HOLDER}`,
});

export type WebhookRow = RowOf<typeof WEBHOOK>;
export type DeliveryRow = RowOf<typeof DELIVERY>;

export const webhookStatements: readonly Statement[] = [
  MAKE_WEBHOOK,
  FIND_WEBHOOK,
  WEBHOOKS_AFTER,
  WEBHOOKS_OF_OWNER,
  CHANGE_WEBHOOK,
  REPLACE_WEBHOOK_SECRET,
  REMOVE_WEBHOOK,
  WEBHOOK_DELIVERIES,
  FIND_WEBHOOK_DELIVERY,
  QUEUE_WEBHOOK_DELIVERY,
  HOLD_WEBHOOK_DUTY,
  RELEASE_WEBHOOK_DUTY,
  WEBHOOK_LANES,
  CHANGED_WEBHOOKS,
  WAITING_EXTRAS,
  RECORD_WEBHOOK_ATTEMPT,
  RECORD_WEBHOOK_EXTRA,
  SKIP_WEBHOOK_PLACES,
];
