import type { CoinOutpoint, Payment, PaymentFailure, PaymentRefusal, PaymentState } from '@app/node-wallet';

export interface PaymentRow {
  id: string;
  wallet_id: string;
  kind: 'send' | 'internal';
  recipient_address: string;
  amount: string;
  reserved_fee: string;
  fee: string | null;
  state: PaymentState;
  txid: string | null;
  hex: string | null;
  built_on: string | null;
  block_height: string | null;
  confirmations: number;
  conflicted: boolean;
  failure: PaymentFailure | null;
  offers: number;
  refusals: number;
  refusal_code: number | null;
  refused_since: Date | null;
  refused_at_height: string | null;
  created_at: Date;
  deadline_at: Date;
  confirmed_at: Date | null;
  inputs: CoinOutpoint[] | null;
}

/** Columns of a {@link PaymentRow}, of `payments p`. */
export const PAYMENT_COLUMNS = `p.id, p.wallet_id, p.kind, p.recipient_address, p.amount, p.reserved_fee, p.fee, p.state,
  p.txid, p.hex, p.built_on, p.block_height, p.confirmations, p.conflicted, p.failure, p.offers, p.refusals, p.refusal_code, p.refused_since,
  p.refused_at_height, p.created_at, p.deadline_at,
  p.confirmed_at, (SELECT json_agg(json_build_object('txid', i.txid, 'vout', i.vout)) FROM payment_inputs i
                   WHERE i.payment_id = p.id) AS inputs`;

export function paymentOf(row: PaymentRow): Payment {
  return {
    id: BigInt(row.id),
    walletId: BigInt(row.wallet_id),
    kind: row.kind,
    recipientAddress: row.recipient_address,
    amountUnits: BigInt(row.amount),
    reservedFeeUnits: BigInt(row.reserved_fee),
    feeUnits: row.fee === null ? undefined : BigInt(row.fee),
    state: row.state,
    txid: row.txid ?? undefined,
    hex: row.hex ?? undefined,
    inputs: row.inputs ?? [],
    builtOn: row.built_on ?? undefined,
    blockHeight: row.block_height === null ? undefined : Number(row.block_height),
    confirmations: row.confirmations,
    conflicted: row.conflicted,
    failure: row.failure ?? undefined,
    ...(row.refused_since && { refusal: refusalOf(row, row.refused_since) }),
    neverLeft: row.state === 'signed' && row.refusals > 0 && row.offers === row.refusals,
    createdAtMs: row.created_at.getTime(),
    deadlineAtMs: row.deadline_at.getTime(),
    confirmedAtMs: row.confirmed_at?.getTime(),
  };
}

function refusalOf({ refusals, refusal_code, refused_at_height }: PaymentRow, since: Date): PaymentRefusal {
  const sinceHeight = Number(refused_at_height ?? 0);
  return { coreCode: refusal_code ?? 0, times: refusals, sinceMs: since.getTime(), sinceHeight };
}
