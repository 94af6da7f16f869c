import { EVENT_SLOTS } from '@app/reporting';
import { type Columns, read } from '../statement.js';

/** In one statement, so that a completed run is never seen without the block that it stands behind. */
export const END_OF_EVENTS = read('end_of_events', {
  parameters: {},
  columns: { next_key: 'bigint', completions: 'integer' },
  sql: `SELECT tip.next_key, coalesce((SELECT max(c.ordinal) FROM zakat_run_completions c WHERE c.before_transaction = tip.next_key), 0)
               AS completions
        FROM (SELECT first_transaction + transaction_count AS next_key FROM blocks ORDER BY height DESC LIMIT 1) AS tip`,
});

/** Of a transaction's record and of what it meant for zakat, null where it meant nothing. */
export const TRANSACTION = {
  key: 'bigint',
  txid: 'bytea null',
  height: 'bigint null',
  position: 'bigint null',
  timestamp: 'bigint null',
  type: 'text null',
  sender: 'bytea null',
  receiver: 'bytea null',
  amount: 'bigint null',
} as const satisfies Columns;

export const ZAKAT = {
  period: 'text null',
  run: 'uuid null',
  voucher: 'uuid null',
  party: 'bytea null',
  units: 'bigint null',
  series: 'text null',
  serial: 'integer null',
} as const satisfies Columns;

/** Of the request that a transaction paid, null where it paid none. */
export const REQUEST = {
  request: 'uuid null',
  asker: 'bytea null',
  requested: 'bigint null',
  paid: 'bigint null',
  reference: 'text null',
} as const satisfies Columns;

/** Of the treasury's order that a transaction carried out, null where it carried out none. */
export const ORDER = {
  order_id: 'uuid null',
  order_kind: 'text null',
  order_address: 'bytea null',
  order_amount: 'bigint null',
  order_reference: 'text null',
} as const satisfies Columns;

export const CHAIN_EVENT = {
  slot: 'integer',
  ...TRANSACTION,
  ...ZAKAT,
  ...REQUEST,
  ...ORDER,
  hash: 'bytea null',
  tx_count: 'integer null',
  completed_at: 'timestamptz null',
} as const satisfies Columns;

const NULLS = (types: readonly string[]) => types.map((type) => `NULL::${type}`).join(', ');
const NO_RECORD = NULLS(['text', 'bytea', 'bytea', 'bigint']);
const NO_ZAKAT = NULLS(['text', 'uuid', 'uuid', 'bytea', 'bigint', 'text', 'integer']);
const NO_REQUEST = NULLS(['uuid', 'bytea', 'bigint', 'bigint', 'text']);
const NO_ORDER = NULLS(['uuid', 'text', 'bytea', 'bigint', 'text']);
const NO_BLOCK = NULLS(['bytea', 'integer', 'timestamptz']);

const PLACED = 't.txid, t.height, t.key - b.first_transaction AS position, b."timestamp"';
const RECORD = 't.type, s.hash AS sender, r.hash AS receiver, t.amount';
const WITH_RECORD = `JOIN blocks b ON b.height = t.height JOIN addresses r ON r.id = t.receiver
                     LEFT JOIN addresses s ON s.id = t.sender`;

/** Each kind is read by the index of its own records. A kind that is not wanted gets an empty range. */
export const EVENTS_OF_CHAIN = read('events_of_chain', {
  parameters: {
    runs_after_key: 'bigint',
    runs_after_ordinal: 'integer',
    blocks_from: 'bigint',
    mined_from: 'bigint',
    deducted_from: 'bigint',
    paid_from: 'bigint',
    requests_from: 'bigint',
    orders_from: 'bigint',
    next_key: 'bigint',
    completions: 'integer',
    row_limit: 'integer',
  },
  columns: CHAIN_EVENT,
  sql: `
  SELECT e.slot, e.key, e.txid, e.height, e.position, e."timestamp", e.type, e.sender, e.receiver, e.amount,
         e.period, e.run, e.voucher, e.party, e.units, e.series, e.serial, e.request, e.asker, e.requested, e.paid, e.reference,
         e.order_id, e.order_kind, e.order_address, e.order_amount, e.order_reference, e.hash, e.tx_count, e.completed_at
  FROM (
    (SELECT c.ordinal AS slot, c.before_transaction AS key, NULL::bytea AS txid, NULL::bigint AS height, NULL::bigint AS position,
            NULL::bigint AS "timestamp", NULL::text AS type, NULL::bytea AS sender, NULL::bytea AS receiver, NULL::bigint AS amount,
            z.period, c.run_id AS run, NULL::uuid AS voucher, NULL::bytea AS party, c.units,
            NULL::text AS series, NULL::integer AS serial, NULL::uuid AS request, NULL::bytea AS asker, NULL::bigint AS requested,
            NULL::bigint AS paid, NULL::text AS reference, NULL::uuid AS order_id, NULL::text AS order_kind, NULL::bytea AS order_address,
            NULL::bigint AS order_amount, NULL::text AS order_reference, NULL::bytea AS hash, NULL::integer AS tx_count, c.completed_at
     FROM zakat_run_completions c JOIN zakat_runs z ON z.id = c.run_id
     WHERE (c.before_transaction, c.ordinal) > ($1, $2) AND (c.before_transaction, c.ordinal) <= ($9, $10)
     ORDER BY c.before_transaction, c.ordinal LIMIT $11)
    UNION ALL
    (SELECT ${EVENT_SLOTS.block}, b.first_transaction, NULL, b.height, NULL, b."timestamp", ${NO_RECORD}, ${NO_ZAKAT}, ${NO_REQUEST},
            ${NO_ORDER}, b.hash, b.transaction_count, NULL
     FROM blocks b WHERE b.first_transaction >= $3 AND b.first_transaction < $9 ORDER BY b.first_transaction LIMIT $11)
    UNION ALL
    (SELECT ${EVENT_SLOTS.mined}, t.key, ${PLACED}, ${RECORD}, ${NO_ZAKAT}, ${NO_REQUEST}, ${NO_ORDER}, ${NO_BLOCK}
     FROM (SELECT * FROM transactions WHERE key >= $4 AND key < $9 ORDER BY key LIMIT $11) AS t ${WITH_RECORD})
    UNION ALL
    (SELECT ${EVENT_SLOTS.deducted}, t.key, ${PLACED}, ${NO_RECORD}, z.period, z.run_id, NULL, z.wallet_address, z.amount, i.series,
            i.serial, ${NO_REQUEST}, ${NO_ORDER}, ${NO_BLOCK}
     FROM (SELECT * FROM zakat_records WHERE transaction_key >= $5 AND transaction_key < $9 ORDER BY transaction_key LIMIT $11) AS z
       JOIN transactions t ON t.key = z.transaction_key JOIN blocks b ON b.height = t.height
       LEFT JOIN zakat_receipts i ON i.transaction_key = z.transaction_key)
    UNION ALL
    (SELECT ${EVENT_SLOTS.paid}, t.key, ${PLACED}, ${NO_RECORD}, v.period, NULL, v.id, v.beneficiary_address, v.amount, i.series,
            i.serial, ${NO_REQUEST}, ${NO_ORDER}, ${NO_BLOCK}
     FROM (SELECT * FROM zakat_voucher_payments WHERE transaction_key >= $6 AND transaction_key < $9
           ORDER BY transaction_key LIMIT $11) AS p
       JOIN zakat_vouchers v ON v.id = p.voucher_id
       JOIN transactions t ON t.key = p.transaction_key JOIN blocks b ON b.height = t.height
       LEFT JOIN zakat_receipts i ON i.transaction_key = v.receipt)
    UNION ALL
    (SELECT ${EVENT_SLOTS.request}, t.key, ${PLACED}, ${NO_RECORD}, ${NO_ZAKAT}, r.id, r.address, p.requested, p.total, r.reference,
            ${NO_ORDER}, ${NO_BLOCK}
     FROM (SELECT * FROM request_payments WHERE transaction_key >= $7 AND transaction_key < $9 AND total >= requested
           ORDER BY transaction_key LIMIT $11) AS p
       JOIN payment_requests r ON r.id = p.request_id
       JOIN transactions t ON t.key = p.transaction_key JOIN blocks b ON b.height = t.height)
    UNION ALL
    (SELECT ${EVENT_SLOTS.order}, t.key, ${PLACED}, ${NO_RECORD}, ${NO_ZAKAT}, ${NO_REQUEST}, o.id, o.kind, o.address, o.amount,
            o.reference, ${NO_BLOCK}
     FROM (SELECT * FROM treasury_settlements WHERE transaction_key >= $8 AND transaction_key < $9
           ORDER BY transaction_key LIMIT $11) AS s
       JOIN treasury_orders o ON o.id = s.order_id
       JOIN transactions t ON t.key = s.transaction_key JOIN blocks b ON b.height = t.height)
  ) AS e
  ORDER BY e.key, e.slot LIMIT $11`,
});

export const WALLET_LINE = {
  address: 'bytea',
  credited: 'bigint',
  debited: 'bigint',
  balance: 'bigint',
  ...TRANSACTION,
  ...ZAKAT,
  ...REQUEST,
  ...ORDER,
} as const satisfies Columns;

/** Lines of histories with their transactions. For several wallets without a limit: by the keys alone. */
export const EVENTS_OF_WALLETS = read('events_of_wallets', {
  parameters: { addresses: 'bytea[]', from_key: 'bigint', next_key: 'bigint', row_limit: 'integer null' },
  columns: WALLET_LINE,
  sql: `
  SELECT a.hash AS address, h.credited, h.debited, h.balance, t.key, ${PLACED}, ${RECORD}, coalesce(z.period, v.period) AS period,
         z.run_id AS run, v.id AS voucher, coalesce(z.wallet_address, v.beneficiary_address) AS party, coalesce(z.amount, v.amount) AS units,
         i.series, i.serial, r2.id AS request, r2.address AS asker, q.requested, q.total AS paid, r2.reference,
         o.id AS order_id, o.kind AS order_kind, o.address AS order_address, o.amount AS order_amount, o.reference AS order_reference
  FROM addresses a
    CROSS JOIN LATERAL (SELECT * FROM wallet_history l WHERE l.address = a.id AND l.transaction_key >= $2 AND l.transaction_key < $3
                        ORDER BY l.transaction_key LIMIT $4) AS h
    JOIN transactions t ON t.key = h.transaction_key ${WITH_RECORD}
    LEFT JOIN zakat_records z ON z.transaction_key = t.key
    LEFT JOIN zakat_voucher_payments p ON p.transaction_key = t.key LEFT JOIN zakat_vouchers v ON v.id = p.voucher_id
    LEFT JOIN zakat_receipts i ON i.transaction_key = coalesce(z.transaction_key, v.receipt)
    LEFT JOIN request_payments q ON q.transaction_key = t.key AND q.total >= q.requested
    LEFT JOIN payment_requests r2 ON r2.id = q.request_id AND r2.address = a.hash
    LEFT JOIN treasury_settlements x ON x.transaction_key = t.key
    LEFT JOIN treasury_orders o ON o.id = x.order_id AND o.address = a.hash
  WHERE a.hash = ANY ($1::bytea[])
  ORDER BY t.key`,
});
