import { IsNested, IsOneOf, IsText, Must, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import {
  ASNAF,
  type Asnaf,
  InvalidNote,
  type PaidVoucher,
  VOUCHER_KINDS,
  VOUCHER_STATES,
  type Voucher,
  type VoucherAct,
  type VoucherKind,
  VoucherNotFound,
  type VoucherState,
} from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsAddress, IsRecordId, IsUnits } from '../presentation/fields.js';
import { InvalidParameter, invalidBody } from '../presentation/invalid-request.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { TransactionResponse, transactionJson } from '../presentation/transaction.dto.js';
import { UNITS } from '../presentation/units.js';

export class VoucherPath {
  /** UUID of the voucher */
  @IsRecordId(() => new VoucherNotFound())
  id = '';
}

export class VouchersQuery extends PageQuery {
  /** Only the vouchers in this state */
  @IsOptional()
  @IsOneOf(VOUCHER_STATES, {}, () => new InvalidParameter('state must be proposed, approved, paid or rejected'))
  state?: VoucherState;
}

export class BeneficiaryRequest {
  /**
   * 1 to 200 characters.
   * @example "Bilal Ahmed"
   */
  @IsText()
  name = '';

  /**
   * Address that is paid.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  @IsAddress()
  address = '';
}

@RefusedAs(invalidBody)
export class VoucherRequest {
  /**
   * A distribution to one of the eight, or a refund out of a receipt.
   * @example "distribution"
   */
  @IsOneOf(VOUCHER_KINDS)
  kind: VoucherKind = 'distribution';

  /**
   * Of a distribution: which of the eight of the Quran, 9:60.
   * @example "fuqara"
   */
  @IsOptional()
  @IsOneOf(ASNAF)
  asnaf?: Asnaf;

  /**
   * Of a distribution: the period that it comes out of. Left out, the one that was charged last; a refund has that of its receipt.
   * @example "1448"
   */
  @IsOptional()
  @IsText({ pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]{0,31}$' })
  period?: string;

  @IsNested(() => BeneficiaryRequest)
  beneficiary = new BeneficiaryRequest();

  /**
   * Units: a positive integer literal.
   * @example 100
   */
  @IsUnits()
  amount = 0n;

  /**
   * Of a refund: the number of the receipt that gives back.
   * @example "MZ-1448-000017-2"
   */
  @IsOptional()
  @IsText()
  receipt?: string;

  /**
   * At most 1000 characters.
   * @example "rations for two months"
   */
  @IsText()
  note = '';
}

@RefusedAs(invalidBody)
export class RejectVoucherRequest {
  /**
   * Why, at most 1000 characters.
   * @example "paid by the other branch"
   */
  @IsText()
  @Must(
    (reason: string) => reason.trim() !== '' && reason.length <= 1_000,
    () => new InvalidNote('reason'),
  )
  reason!: string;
}

export class VoucherActResponse {
  /**
   * As in the audit trail.
   * @example "administrator:amina"
   */
  by!: string;

  /** @example "2026-11-27T08:15:00.000Z" */
  at!: string;
}

export class VoucherRejectionResponse extends VoucherActResponse {
  reason!: string;
}

export class VoucherPaymentResponse extends VoucherActResponse {
  /** Hex ID of the transaction. */
  txid!: string;

  /** Hex hash of its block. */
  block_hash!: string;

  /** @example 42 */
  height!: number;
}

export class BeneficiaryResponse {
  /** @example "Bilal Ahmed" */
  name!: string;

  /** Hex. */
  address!: string;
}

export class VoucherResponse {
  /** UUID. */
  id!: string;

  /** @example "proposed" */
  @ApiProperty({ enum: [...VOUCHER_STATES] })
  state!: VoucherState;

  /** @example "distribution" */
  @ApiProperty({ enum: [...VOUCHER_KINDS] })
  kind!: VoucherKind;

  /**
   * Of a distribution, else null.
   * @example "fuqara"
   */
  @ApiProperty({ enum: [...ASNAF, null], nullable: true })
  asnaf!: Asnaf | null;

  /**
   * The period that it comes out of.
   * @example "1448"
   */
  period!: string;

  beneficiary!: BeneficiaryResponse;

  /**
   * Units.
   * @example 100
   */
  @ApiProperty(UNITS)
  amount!: number;

  /** Number of the receipt of a refund, else null. */
  @ApiProperty({ type: String, nullable: true })
  receipt!: string | null;

  /** @example "rations for two months" */
  note!: string;

  /** Hex address of the pool that pays it. */
  pool_address!: string;

  proposed!: VoucherActResponse;

  /** In their order. */
  approvals!: VoucherActResponse[];

  /** Null unless it was rejected. */
  @ApiProperty({ type: VoucherRejectionResponse, nullable: true })
  rejected!: VoucherRejectionResponse | null;

  /** Null until it is paid. */
  @ApiProperty({ type: VoucherPaymentResponse, nullable: true })
  paid!: VoucherPaymentResponse | null;
}

export class PayVoucherResponse {
  voucher!: VoucherResponse;

  /** Where somebody else holds the key of the pool: the payment to sign, as `POST /transactions/prepare` answers. */
  @ApiProperty({ required: false })
  transaction?: TransactionResponse;

  /** Hex, 32 bytes, beside `transaction`: what its owner signs. */
  @ApiProperty({ required: false })
  digest?: string;
}

export function voucherJson(voucher: Voucher) {
  const { rejection, payment } = voucher;
  return {
    id: voucher.id,
    state: voucher.state,
    kind: voucher.kind,
    asnaf: voucher.asnaf ?? null,
    period: voucher.period,
    beneficiary: voucher.beneficiary,
    amount: voucher.amountUnits,
    receipt: voucher.receipt?.number ?? null,
    note: voucher.note,
    pool_address: voucher.poolAddress,
    proposed: actJson(voucher.proposed),
    approvals: voucher.approvals.map(actJson),
    rejected: rejection ? { ...actJson(rejection), reason: rejection.reason } : null,
    paid: payment
      ? { ...actJson(payment), txid: payment.txid, block_hash: payment.blockHash, height: payment.height }
      : null,
  };
}

export function payVoucherJson({ voucher, unsigned }: PaidVoucher) {
  return {
    voucher: voucherJson(voucher),
    ...(unsigned && {
      transaction: transactionJson(unsigned.transaction),
      digest: Buffer.from(unsigned.digest).toString('hex'),
    }),
  };
}

function actJson({ by, atMs }: VoucherAct) {
  return { by, at: new Date(atMs).toISOString() };
}
