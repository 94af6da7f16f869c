import { type OrderKind, type TransactionType, toHex } from '@app/chain';
import type { LoggedEvent } from '@app/kernel';
import {
  blockCreated,
  EVENT_SLOTS,
  type EventTransaction,
  orderMined,
  requestPaid,
  runCompleted,
  transactionMined,
  voucherPaid,
  walletChanged,
  zakatDeducted,
} from '@app/reporting';
import { printReceiptNumber } from '@app/zakat';
import type { RowOf } from '../statement.js';
import type { CHAIN_EVENT, ORDER, REQUEST, TRANSACTION, WALLET_LINE, ZAKAT } from './event-statements.js';

type TransactionRow = RowOf<typeof TRANSACTION>;
type ZakatRow = RowOf<typeof ZAKAT>;
type RequestRow = RowOf<typeof REQUEST>;
type OrderRow = RowOf<typeof ORDER>;
type LineRow = RowOf<typeof WALLET_LINE>;

export function chainEventOf(row: RowOf<typeof CHAIN_EVENT>): LoggedEvent {
  switch (row.slot) {
    case EVENT_SLOTS.block:
      return blockCreated({
        height: Number(row.height),
        timestamp: Number(row.timestamp),
        hash: row.hash!,
        transactionCount: row.tx_count!,
        firstKey: Number(row.key),
      });
    case EVENT_SLOTS.mined:
      return transactionMined(transactionOf(row));
    case EVENT_SLOTS.deducted:
      return zakatDeducted(placedOf(row), deductionOf(row));
    case EVENT_SLOTS.paid:
      return voucherPaid(placedOf(row), voucherOf(row));
    case EVENT_SLOTS.request:
      return requestPaid(placedOf(row), paymentOf(row));
    case EVENT_SLOTS.order:
      return orderMined(placedOf(row), orderOf(row));
    default:
      return runCompleted({
        beforeKey: Number(row.key),
        ordinal: row.slot,
        runId: row.run!,
        period: row.period,
        units: BigInt(row.units!),
        timeMs: row.completed_at!.getTime(),
      });
  }
}

/**
 * The events of the transaction itself, in their order. That of a request concerns who asked, and not who paid; that of an order
 * the wallet which the order names.
 */
export function transactionEventsOf(row: LineRow): LoggedEvent[] {
  const told = recordEventsOf(row);
  if (row.order_id !== null) return [...told, orderMined(placedOf(row), orderOf(row))];
  return row.request === null ? told : [...told, requestPaid(placedOf(row), paymentOf(row))];
}

function recordEventsOf(row: LineRow): LoggedEvent[] {
  const mined = transactionMined(transactionOf(row));
  if (row.run !== null) return [mined, zakatDeducted(placedOf(row), deductionOf(row))];
  if (row.voucher !== null) return [mined, voucherPaid(placedOf(row), voucherOf(row))];
  return [mined];
}

export function walletEventOf(row: LineRow): LoggedEvent | undefined {
  const line = { credited: BigInt(row.credited), debited: BigInt(row.debited), balance: BigInt(row.balance) };
  return walletChanged(placedOf(row), { address: toHex(row.address), ...line });
}

function placedOf({ key, txid, timestamp }: TransactionRow) {
  return { key: Number(key), txid: txid!, timeMs: Number(timestamp) * 1000 };
}

function transactionOf(row: TransactionRow): EventTransaction {
  return {
    ...placedOf(row),
    height: Number(row.height),
    position: Number(row.position),
    record: {
      type: row.type as TransactionType,
      sender: row.sender ? toHex(row.sender) : undefined,
      receiver: toHex(row.receiver!),
      amount: BigInt(row.amount!),
    },
  };
}

function deductionOf(row: ZakatRow) {
  return { ...shareOf(row), period: row.period, runId: row.run! };
}

function voucherOf(row: ZakatRow) {
  return { ...shareOf(row), period: row.period!, voucherId: row.voucher! };
}

function paymentOf({ request, asker, requested, paid, reference }: RequestRow) {
  return {
    requestId: request!,
    address: toHex(asker!),
    requested: BigInt(requested!),
    paid: BigInt(paid!),
    reference,
  };
}

function orderOf(row: OrderRow) {
  return {
    orderId: row.order_id!,
    kind: row.order_kind as OrderKind,
    address: toHex(row.order_address!),
    amount: BigInt(row.order_amount!),
    reference: row.order_reference!,
  };
}

function shareOf({ party, units, series, serial }: ZakatRow) {
  const receipt = series === null ? null : printReceiptNumber({ series, serial: serial! });
  return { address: toHex(party!), units: BigInt(units!), receipt };
}
