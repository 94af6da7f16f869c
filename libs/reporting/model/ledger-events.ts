import { type BlockSummary, type OrderKind, type TransactionRecord, toHex } from '@app/chain';
import type { LoggedEvent } from '@app/kernel';
import { EVENT_SLOTS, placeOf } from './event-places.js';

/** What everybody may read of the chain in any mode. */
export const PUBLIC_EVENTS = ['block.created', 'transaction.mined'] as const;
/** What only the owner of the wallet is told, beside administrators. */
export const WALLET_EVENTS = ['wallet.credited', 'wallet.debited'] as const;
export const ZAKAT_EVENTS = ['zakat.run.completed', 'zakat.deducted', 'zakat.voucher.paid'] as const;
export const REQUEST_EVENTS = ['request.paid'] as const;
export const TREASURY_EVENTS = ['treasury.order.mined'] as const;
export const LEDGER_EVENTS = [
  ...PUBLIC_EVENTS,
  ...WALLET_EVENTS,
  ...ZAKAT_EVENTS,
  ...REQUEST_EVENTS,
  ...TREASURY_EVENTS,
] as const;
export type LedgerEventType = (typeof LEDGER_EVENTS)[number];

/** Where a transaction stands, as its events tell it. */
export interface EventTransaction {
  readonly key: number;
  readonly txid: Uint8Array;
  readonly height: number;
  readonly position: number;
  /** Of its block. */
  readonly timeMs: number;
  readonly record: TransactionRecord;
}

type Placed = Pick<EventTransaction, 'key' | 'txid' | 'timeMs'>;

interface Facts<Type extends LedgerEventType> {
  readonly type: Type;
  readonly id: string;
  readonly place: bigint;
  readonly timeMs: number;
  readonly data: LoggedEvent['data'];
}

export function blockCreated(block: Omit<BlockSummary, 'prevHash'> & { firstKey: number }): Facts<'block.created'> {
  const { height, timestamp, transactionCount, firstKey } = block;
  const hash = toHex(block.hash);
  return {
    id: `block-${hash}`,
    type: 'block.created',
    place: placeOf(firstKey, EVENT_SLOTS.block),
    timeMs: timestamp * 1000,
    data: { height, hash, tx_count: transactionCount, time: timestamp },
  };
}

export function transactionMined(transaction: EventTransaction): Facts<'transaction.mined'> {
  const { key, height, position, timeMs, record } = transaction;
  const txid = toHex(transaction.txid);
  const { type, sender = null, receiver, amount } = record;
  return {
    id: `mined-${txid}`,
    type: 'transaction.mined',
    place: placeOf(key, EVENT_SLOTS.mined),
    timeMs,
    data: { txid, height, position, type, sender, receiver, amount },
  };
}

export interface WalletLine {
  readonly address: string;
  readonly credited: bigint;
  readonly debited: bigint;
  /** After the transaction. */
  readonly balance: bigint;
}

/** What a transaction changed for a wallet, change given back left out; undefined where that is nothing. */
export function walletChanged({ key, txid, timeMs }: Placed, line: WalletLine): LoggedEvent | undefined {
  const { address, balance } = line;
  const units = line.credited - line.debited;
  if (units === 0n) return undefined;
  const word = units > 0n ? 'credited' : 'debited';
  return {
    id: `${word}-${toHex(txid)}-${address}`,
    type: `wallet.${word}`,
    place: placeOf(key, EVENT_SLOTS.wallet),
    timeMs,
    data: { address, units: units > 0n ? units : -units, balance, txid: toHex(txid) },
  };
}

export interface Deduction {
  readonly period: string | null;
  readonly runId: string;
  readonly address: string;
  readonly units: bigint;
  readonly receipt: string | null;
}

export function zakatDeducted({ key, txid, timeMs }: Placed, deduction: Deduction): Facts<'zakat.deducted'> {
  const { period, runId, address, units, receipt } = deduction;
  return {
    id: `deducted-${toHex(txid)}`,
    type: 'zakat.deducted',
    place: placeOf(key, EVENT_SLOTS.deducted),
    timeMs,
    data: { period, run: runId, address, units, receipt, txid: toHex(txid) },
  };
}

export interface PaidVoucher {
  readonly period: string;
  readonly voucherId: string;
  readonly address: string;
  readonly units: bigint;
  /** Of a refund: the receipt that it gives back. */
  readonly receipt: string | null;
}

export function voucherPaid({ key, txid, timeMs }: Placed, voucher: PaidVoucher): Facts<'zakat.voucher.paid'> {
  const { period, voucherId, address, units, receipt } = voucher;
  return {
    id: `paid-${toHex(txid)}`,
    type: 'zakat.voucher.paid',
    place: placeOf(key, EVENT_SLOTS.paid),
    timeMs,
    data: { period, voucher: voucherId, address, units, receipt, txid: toHex(txid) },
  };
}

export interface RequestPaid {
  readonly requestId: string;
  /** The wallet that asked. */
  readonly address: string;
  readonly requested: bigint;
  /** By all transfers for it. */
  readonly paid: bigint;
  readonly reference: string | null;
}

/** A request is paid once: by the transfer that reaches its amount. */
export function requestPaid({ key, txid, timeMs }: Placed, request: RequestPaid): Facts<'request.paid'> {
  const { requestId, address, requested, paid, reference } = request;
  return {
    id: `request-${requestId}`,
    type: 'request.paid',
    place: placeOf(key, EVENT_SLOTS.request),
    timeMs,
    data: { request: requestId, address, amount: requested, paid, reference, txid: toHex(txid) },
  };
}

export interface MinedOrder {
  readonly orderId: string;
  readonly kind: OrderKind;
  /** The wallet that an issue pays, or out of which a redemption burns. */
  readonly address: string;
  readonly amount: bigint;
  readonly reference: string;
}

/** An order of the treasury is carried out once. */
export function orderMined({ key, txid, timeMs }: Placed, order: MinedOrder): Facts<'treasury.order.mined'> {
  const { orderId, kind, address, amount, reference } = order;
  return {
    id: `order-${orderId}`,
    type: 'treasury.order.mined',
    place: placeOf(key, EVENT_SLOTS.order),
    timeMs,
    data: { order: orderId, kind, address, amount, reference, txid: toHex(txid) },
  };
}

export interface RunCompletion {
  readonly beforeKey: number;
  readonly ordinal: number;
  readonly runId: string;
  readonly period: string | null;
  readonly units: bigint;
  readonly timeMs: number;
}

/** A run that is resumed is completed again: the place makes each its own event. */
export function runCompleted(completion: RunCompletion): Facts<'zakat.run.completed'> {
  const { beforeKey, ordinal, runId, period, units, timeMs } = completion;
  return {
    id: `completed-${runId}-${beforeKey}-${ordinal}`,
    type: 'zakat.run.completed',
    place: placeOf(beforeKey, ordinal),
    timeMs,
    data: { period, run: runId, units },
  };
}
