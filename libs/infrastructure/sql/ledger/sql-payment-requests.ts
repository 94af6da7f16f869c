import { fromHex, toHex } from '@app/chain';
import { type Slice, sliceOf } from '@app/kernel';
import type { RequestClaim } from '@app/utxo';
import {
  MOST_LIVE_REQUESTS,
  type NewPaymentRequest,
  type PaymentRequest,
  PaymentRequests,
  parseAddress,
  type RequestsOfUser,
  TooManyRequestsOpen,
} from '@app/wallet';
import { ConstraintViolated } from '../database.errors.js';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';

const REQUEST = {
  number: 'bigint',
  id: 'uuid',
  user_id: 'uuid',
  address: 'bytea',
  amount: 'bigint',
  sealed_note: 'bytea null',
  reference: 'text null',
  created_at: 'timestamptz',
  expires_at: 'timestamptz null',
  cancelled_at: 'timestamptz null',
  request_hash: 'bytea null',
  total: 'bigint null',
  txid: 'bytea null',
  height: 'bigint null',
  timestamp: 'bigint null',
} as const satisfies Columns;

/** The last payment has the sum of all, and is the one with which it was paid. */
const SELECT = `
  SELECT r.number, r.id, r.user_id, r.address, r.amount, r.sealed_note, r.reference, r.created_at, r.expires_at, r.cancelled_at,
         r.request_hash, p.total, p.txid, p.height, p."timestamp"
  FROM payment_requests r LEFT JOIN LATERAL (
    SELECT q.total, t.txid, t.height, b."timestamp" FROM request_payments q
      JOIN transactions t ON t.key = q.transaction_key JOIN blocks b ON b.height = t.height
    WHERE q.request_id = r.id ORDER BY q.ordinal DESC LIMIT 1) AS p ON true`;

export const MAKE_PAYMENT_REQUEST = write('make_payment_request', {
  parameters: {
    id: 'uuid',
    user_id: 'uuid',
    address: 'bytea',
    amount: 'bigint',
    sealed_note: 'bytea null',
    reference: 'text null',
    created_at: 'timestamptz',
    expires_at: 'timestamptz null',
    key_hash: 'bytea null',
    request_hash: 'bytea null',
    most: 'integer',
  },
  columns: { id: 'uuid' },
  sql: `INSERT INTO payment_requests (id, user_id, address, amount, sealed_note, reference, created_at, expires_at, key_hash, request_hash)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
        WHERE (SELECT count(*) FROM (
                 SELECT 1 FROM payment_requests r WHERE r.user_id = $2 AND r.cancelled_at IS NULL
                   AND (r.expires_at IS NULL OR r.expires_at > $7)
                   AND NOT EXISTS (SELECT 1 FROM request_payments p WHERE p.request_id = r.id AND p.total >= p.requested)
                 LIMIT $11) AS live) < $11
        RETURNING id`,
});

export const PAYMENT_REQUEST = read('payment_request', {
  parameters: { id: 'uuid' },
  columns: REQUEST,
  sql: `${SELECT} WHERE r.id = $1`,
});

export const PAYMENT_REQUEST_OF_KEY = read('payment_request_of_key', {
  parameters: { key_hash: 'bytea' },
  columns: REQUEST,
  sql: `${SELECT} WHERE r.key_hash = $1`,
});

export const PAYMENT_REQUESTS_OF_USER = read('payment_requests_of_user', {
  parameters: { user_id: 'uuid', before_number: 'bigint', row_limit: 'integer' },
  columns: REQUEST,
  sql: `${SELECT} WHERE r.user_id = $1 AND r.number < $2 ORDER BY r.number DESC LIMIT $3`,
});

export const CANCEL_PAYMENT_REQUEST = write('cancel_payment_request', {
  parameters: { id: 'uuid', user_id: 'uuid', now: 'timestamptz' },
  columns: {},
  sql: `UPDATE payment_requests r SET cancelled_at = $3 WHERE r.id = $1 AND r.user_id = $2 AND r.cancelled_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM request_payments p WHERE p.request_id = r.id AND p.total >= p.requested)`,
});

/** Payment requests; what is paid for them is stored by `append_block`. */
export class SqlPaymentRequests extends PaymentRequests {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async make(request: NewPaymentRequest, claim: RequestClaim | undefined): Promise<Buffer | undefined> {
    const { id, userId, address, amount, sealedNote = null, reference = null, createdAtMs, expiresAtMs } = request;
    const values = {
      id,
      user_id: userId,
      address: fromHex(address, 32)!,
      amount,
      sealed_note: sealedNote,
      reference,
      created_at: new Date(createdAtMs),
      expires_at: expiresAtMs === undefined ? null : new Date(expiresAtMs),
      key_hash: claim?.keyHash ?? null,
      request_hash: claim?.requestHash ?? null,
      most: MOST_LIVE_REQUESTS,
    };
    try {
      const made = await this.statements.run(MAKE_PAYMENT_REQUEST, values);
      if (made.length === 0) throw new TooManyRequestsOpen();
      return undefined;
    } catch (error) {
      const isTaken = error instanceof ConstraintViolated && error.constraint === 'payment_requests_key_hash_key';
      if (!isTaken || !claim) throw error;
      return (await this.findByKey(claim.keyHash))!.requestHash;
    }
  }

  override async find(id: string): Promise<PaymentRequest | undefined> {
    const [row] = await this.statements.run(PAYMENT_REQUEST, { id });
    return row && requestOf(row);
  }

  override async findByKey(keyHash: Buffer): Promise<{ request: PaymentRequest; requestHash: Buffer } | undefined> {
    const [row] = await this.statements.run(PAYMENT_REQUEST_OF_KEY, { key_hash: keyHash });
    return row && { request: requestOf(row), requestHash: row.request_hash! };
  }

  override async page({ userId, beforeNumber, limit }: RequestsOfUser): Promise<Slice<PaymentRequest>> {
    const before = beforeNumber ?? Number.MAX_SAFE_INTEGER;
    const values = { user_id: userId, before_number: before, row_limit: limit + 1 };
    const rows = await this.statements.run(PAYMENT_REQUESTS_OF_USER, values);
    return sliceOf(rows.map(requestOf), limit);
  }

  override async cancel(id: string, userId: string, nowMs: number): Promise<void> {
    await this.statements.run(CANCEL_PAYMENT_REQUEST, { id, user_id: userId, now: new Date(nowMs) });
  }
}

function requestOf(row: RowOf<typeof REQUEST>): PaymentRequest {
  const [amount, paidUnits] = [BigInt(row.amount), BigInt(row.total ?? 0)];
  return {
    number: Number(row.number),
    id: row.id,
    userId: row.user_id,
    address: parseAddress(toHex(row.address)),
    amount,
    sealedNote: row.sealed_note ?? undefined,
    reference: row.reference ?? undefined,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at?.getTime(),
    cancelledAtMs: row.cancelled_at?.getTime(),
    paidUnits,
    paid:
      paidUnits < amount
        ? undefined
        : { txid: row.txid!, height: Number(row.height), timestamp: Number(row.timestamp) },
  };
}
