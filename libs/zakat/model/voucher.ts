import type { Address } from '@app/wallet';
import { AsnafRequired, ReceiptRequired } from '../voucher.errors.js';

/** Who may receive zakat: the eight of the Quran, 9:60. */
export const ASNAF = [
  'fuqara',
  'masakin',
  'amilin',
  'muallafa',
  'riqab',
  'gharimin',
  'fi_sabilillah',
  'ibn_al_sabil',
] as const;
export type Asnaf = (typeof ASNAF)[number];

export const VOUCHER_KINDS = ['distribution', 'refund'] as const;
export type VoucherKind = (typeof VOUCHER_KINDS)[number];

export const VOUCHER_STATES = ['proposed', 'approved', 'paid', 'rejected'] as const;
export type VoucherState = (typeof VOUCHER_STATES)[number];

/** A payment that the pool is to make: its receiver, amount and reason. */
export interface VoucherOrder {
  readonly kind: VoucherKind;
  /** Of a distribution. */
  readonly asnaf: Asnaf | undefined;
  /** The period that it comes out of, as the series of receipts. */
  readonly period: string;
  readonly poolAddress: string;
  readonly beneficiary: { readonly name: string; readonly address: Address };
  readonly amountUnits: bigint;
  /** Of a refund: key and number of the receipt that gives back. */
  readonly receipt: { readonly key: number; readonly number: string } | undefined;
  readonly note: string;
}

/** Something that was done by somebody, as the audit trail calls them. */
export interface VoucherAct {
  readonly by: string;
  readonly atMs: number;
}

export interface VoucherPayment extends VoucherAct {
  /** Hex. */
  readonly txid: string;
  /** Hex. */
  readonly blockHash: string;
  readonly height: number;
}

/** A voucher with what was decided about it. */
export interface Voucher extends VoucherOrder {
  /** Orders vouchers as they were proposed. */
  readonly number: number;
  readonly id: string;
  readonly state: VoucherState;
  readonly proposed: VoucherAct;
  readonly approvals: readonly VoucherAct[];
  readonly rejection: (VoucherAct & { readonly reason: string }) | undefined;
  readonly payment: VoucherPayment | undefined;
}

/**
 * A distribution goes to one of the eight, a refund back out of a receipt.
 * @throws AsnafRequired · ReceiptRequired
 */
export function refuseUnfounded(asked: { kind: VoucherKind; asnaf?: unknown; receipt?: unknown }): void {
  const [needed, foreign] = asked.kind === 'refund' ? [asked.receipt, asked.asnaf] : [asked.asnaf, asked.receipt];
  if (needed !== undefined && foreign === undefined) return;
  throw asked.kind === 'refund' ? new ReceiptRequired() : new AsnafRequired();
}
