import { toHex } from '@app/chain';
import { IsInteger, IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import {
  checksummed,
  LONGEST_NOTE,
  REQUEST_STATES,
  RequestNotFound,
  type RequestState,
  type ShownRequest,
} from '@app/wallet';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import encodeQR from 'qr';
import { IsRecordId, IsUnits } from '../presentation/fields.js';
import { invalidBody } from '../presentation/invalid-request.js';
import { UNITS } from '../presentation/units.js';

@RefusedAs(invalidBody)
export class PaymentRequestRequest {
  /**
   * Units: a positive integer literal.
   * @example 100
   */
  @IsUnits()
  amount = 0n;

  /**
   * What it is for, in 1 to 140 characters (Unicode code points). Everybody who knows the ID is shown it.
   * @example "two books"
   */
  @IsOptional()
  @IsText({ minLength: 1, maxLength: LONGEST_NOTE })
  note?: string;

  /**
   * Seconds after which nothing is paid for it any more. Left out, it stays open.
   * @example 3600
   */
  @IsOptional()
  @IsInteger({ minimum: 1, maximum: 31_536_000 })
  expires_in?: bigint;

  /**
   * Your own name for it, such as the number of an order, in 1 to 64 characters. Only you are shown it.
   * @example "order-1042"
   */
  @IsOptional()
  @IsText({ minLength: 1, maxLength: 64 })
  reference?: string;
}

export class PaymentRequestPath {
  /** UUID of a payment request */
  @IsRecordId(() => new RequestNotFound())
  id = '';
}

export class RequestPaidResponse {
  /** Hex ID of the transfer with which it was paid. */
  txid!: string;

  /** @example 812 */
  height!: number;

  /**
   * Of its block, UTC.
   * @example "2026-11-21T20:15:00.000Z"
   */
  time!: string;
}

export class PaymentRequestResponse {
  /** @example "b6e1f7a2-3f57-4a0e-9d3e-0f1d5a1c2b3e" */
  id!: string;

  /** `underpaid`: less than `amount` was paid so far. `paid`, `overpaid`, `expired` and `cancelled` are final. */
  @ApiProperty({ enum: REQUEST_STATES })
  state!: RequestState;

  /**
   * The wallet to pay.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  address!: string;

  /**
   * The same address with a checksum.
   * @example "mzn1350nc6swndxh7k3v3cdn6mu6p388kt2l3gwru6uapu4ycl5tr5lstyd4qw"
   */
  checksummed_address!: string;

  /** @example 100 */
  @ApiProperty(UNITS)
  amount!: number;

  /** What transfers for it have paid. */
  @ApiProperty({ ...UNITS, minimum: 0 })
  paid_units!: number;

  /** @example "two books" */
  note?: string;

  /**
   * Only for who made the request.
   * @example "order-1042"
   */
  reference?: string;

  /**
   * RFC 3339.
   * @example "2026-11-21T18:00:00.000Z"
   */
  created_at!: string;

  /** Null where it stays open. */
  @ApiProperty({ type: String, nullable: true, example: '2026-11-21T19:00:00.000Z' })
  expires_at!: string | null;

  /** The transfer with which it was paid; null before. */
  @ApiProperty({ type: RequestPaidResponse, nullable: true })
  paid!: RequestPaidResponse | null;

  /**
   * What a wallet reads to pay it: send `amount` to the address, with `request` in the transfer.
   * @example "mizan:mzn1350nc6swndxh7k3v3cdn6mu6p388kt2l3gwru6uapu4ycl5tr5lstyd4qw?amount=100&request=b6e1f7a2-3f57-4a0e-9d3e-0f1d5a1c2b3e"
   */
  uri!: string;
}

export class PayablePaymentRequestResponse extends PaymentRequestResponse {
  /** `uri` as a QR code, as an SVG document. */
  qr!: string;
}

/** @param isOwn whether the caller made it */
export function paymentRequestJson(request: ShownRequest, isOwn: boolean) {
  const { id, state, address, amount, paidUnits, note, reference, createdAtMs, expiresAtMs, paid } = request;
  const checksummed_address = checksummed(address);
  return {
    id,
    state,
    address,
    checksummed_address,
    amount,
    paid_units: paidUnits,
    ...(note !== undefined && { note }),
    ...(isOwn && reference !== undefined && { reference }),
    created_at: new Date(createdAtMs).toISOString(),
    expires_at: expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString(),
    paid: paid
      ? { txid: toHex(paid.txid), height: paid.height, time: new Date(paid.timestamp * 1000).toISOString() }
      : null,
    uri: `mizan:${checksummed_address}?amount=${amount}&request=${id}`,
  };
}

/** With the code that a telephone reads. */
export function payableRequestJson(request: ShownRequest, isOwn: boolean) {
  const shown = paymentRequestJson(request, isOwn);
  return { ...shown, qr: encodeQR(shown.uri, 'svg', { ecc: 'medium', border: 4 }) };
}
