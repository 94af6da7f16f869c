import { randomUUID } from 'node:crypto';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { IdempotencyKeyReused } from '@app/kernel';
import { NodeDeregistered } from '@app/node-registry';
import {
  type FreezeReason,
  type IdempotencyKey,
  InsufficientBalance,
  NodeSendsFrozen,
  type Payment,
  PaymentInFlight,
  type PaymentReservation,
  RateLimitExceeded,
  type Reservation,
  SendsFrozen,
  WalletNotFound,
} from '@app/node-wallet';
import { debtOf } from './debt-of.js';
import { creditLines } from './deposit-lines.js';
import { PAYMENT_COLUMNS, type PaymentRow, paymentOf } from './payment-rows.js';
import { postEntry } from './post-entry.js';

/** The steps of {@link PaymentOutbox.reserve}, within one transaction that holds the row of the paying wallet. */
export async function reservePayment(query: SqlQuery, order: PaymentReservation): Promise<Reservation> {
  const [wallet] = await query<{ id: string; is_active: boolean }>(
    'SELECT id, is_active FROM wallets WHERE node_id = $1 FOR NO KEY UPDATE',
    [order.nodeId],
  );
  if (!wallet) throw new WalletNotFound(order.nodeId);
  const walletId = BigInt(wallet.id);
  const earlier = order.idempotencyKey && (await paymentOfKey(query, walletId, order.idempotencyKey));
  if (earlier) return { payment: earlier, isReplay: true };
  if (!wallet.is_active) throw new NodeDeregistered(order.nodeId);
  await refuseWhileFrozen(query, walletId);
  await refuseOverRate(query, walletId, order);
  const feeUnits = await affordableFee(query, walletId, order);
  const payment = await insertPayment(query, walletId, order, feeUnits);
  await book(query, payment, order.recipientWalletId);
  await query('INSERT INTO wallet_history (wallet_id, payment_id) SELECT unnest($1::bigint[]), $2', [
    [...new Set([walletId, order.recipientWalletId ?? walletId])],
    payment.id,
  ]);
  if (order.idempotencyKey) await rememberKey(query, payment, order.idempotencyKey);
  return { payment, isReplay: false };
}

/** @throws IdempotencyKeyReused, PaymentInFlight */
export async function paymentOfKey(
  query: SqlQuery,
  walletId: bigint,
  { key, fingerprint }: IdempotencyKey,
): Promise<Payment | undefined> {
  const [row] = await query<PaymentRow & { fingerprint: Buffer }>(
    `SELECT k.fingerprint, ${PAYMENT_COLUMNS} FROM idempotency_keys k JOIN payments p ON p.id = k.payment_id
     WHERE k.wallet_id = $1 AND k.key = $2`,
    [walletId, key],
  );
  if (!row) return undefined;
  if (!row.fingerprint.equals(fingerprint)) throw new IdempotencyKeyReused();
  if (row.state === 'created') throw new PaymentInFlight();
  return paymentOf(row);
}

/** Locked against the auditor, who may be about to freeze. */
async function refuseWhileFrozen(query: SqlQuery, walletId: bigint): Promise<void> {
  const [audit] = await query<{ frozen_by: FreezeReason | null; drift_units: string }>(
    'SELECT frozen_by, drift_units FROM coin_audit FOR SHARE',
  );
  if (audit?.frozen_by) throw new SendsFrozen(audit.frozen_by, BigInt(audit.drift_units));
  const [payment] = await query<{ txid: string }>('SELECT txid FROM frozen_payments WHERE wallet_id = $1 LIMIT 1', [
    walletId,
  ]);
  if (payment) throw new NodeSendsFrozen(payment.txid);
}

/** What was refused or given up before anything was signed does not count. */
async function refuseOverRate(query: SqlQuery, walletId: bigint, { policy, atMs }: PaymentReservation): Promise<void> {
  const rows = await query<{ created_at: Date }>(
    `SELECT created_at FROM payments WHERE wallet_id = $1 AND created_at > $2 AND (state <> 'failed' OR txid IS NOT NULL)
     ORDER BY created_at DESC LIMIT $3`,
    [walletId, new Date(atMs - policy.windowSeconds * 1000), policy.maxPerWindow],
  );
  if (rows.length < policy.maxPerWindow) return;
  const oldestMs = rows.at(-1)?.created_at.getTime() ?? atMs;
  const retryAfterSeconds = Math.ceil((oldestMs - atMs) / 1000) + policy.windowSeconds;
  throw new RateLimitExceeded(policy.maxPerWindow, policy.windowSeconds, retryAfterSeconds);
}

/**
 * How much of the fee's ceiling the wallet can hold back. A wallet that owes cannot spend. Its accounts are not locked here:
 * while the row is held, only a deposit that is taken back lowers the wallet, and then the posting fails.
 */
async function affordableFee(query: SqlQuery, walletId: bigint, order: PaymentReservation): Promise<bigint> {
  const rows = await query<{ kind: string; balance: string }>(
    `SELECT kind, balance FROM accounts WHERE wallet_id = $1 AND kind IN ('available', 'owed')`,
    [walletId],
  );
  const balance = (kind: string) => BigInt(rows.find((row) => row.kind === kind)?.balance ?? 0);
  const leftUnits = balance('available') - order.amountUnits;
  if (balance('owed') < 0n || leftUnits < 0n) throw new InsufficientBalance();
  if (order.recipientWalletId !== undefined) return 0n;
  if (leftUnits === 0n) throw new InsufficientBalance();
  const { maxFeeUnits } = order.policy;
  if (leftUnits > maxFeeUnits) return maxFeeUnits;
  return leftUnits;
}

async function insertPayment(query: SqlQuery, walletId: bigint, order: PaymentReservation, reservedFeeUnits: bigint) {
  const internal = order.recipientWalletId !== undefined;
  const at = new Date(order.atMs);
  const [row] = await query<PaymentRow>(
    `INSERT INTO payments AS p (wallet_id, kind, recipient_address, recipient_wallet, amount, reserved_fee, fee, state, txid,
                                final, created_at, deadline_at, confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING ${PAYMENT_COLUMNS}`,
    [
      walletId,
      internal ? 'internal' : 'send',
      order.recipientAddress,
      order.recipientWalletId ?? null,
      order.amountUnits,
      reservedFeeUnits,
      internal ? 0n : null,
      internal ? 'confirmed' : 'created',
      internal ? `internal-${randomUUID()}` : null,
      internal,
      at,
      new Date(order.deadlineAtMs),
      internal ? at : null,
    ],
  );
  return paymentOf(row!);
}

async function book(query: SqlQuery, payment: Payment, recipientWalletId: bigint | undefined): Promise<void> {
  const { id, walletId, amountUnits, reservedFeeUnits, createdAtMs } = payment;
  // A payment to the node itself moves nothing, and is recorded all the same.
  if (recipientWalletId === walletId) return;
  const from = { walletId, account: 'available' as const, amountUnits: -(amountUnits + reservedFeeUnits) };
  const to =
    recipientWalletId === undefined
      ? [{ walletId, account: 'reserved' as const, amountUnits: amountUnits + reservedFeeUnits }]
      : creditLines(recipientWalletId, amountUnits, await debtOf(query, recipientWalletId));
  const kind = recipientWalletId === undefined ? 'reserve' : 'internal';
  await postEntry(query, { kind, paymentId: id, atMs: createdAtMs, lines: [from, ...to] });
}

async function rememberKey(query: SqlQuery, payment: Payment, { key, fingerprint }: IdempotencyKey): Promise<void> {
  await query(
    'INSERT INTO idempotency_keys (wallet_id, key, fingerprint, payment_id, created_at) VALUES ($1, $2, $3, $4, $5)',
    [payment.walletId, key, fingerprint, payment.id, new Date(payment.createdAtMs)],
  );
}
