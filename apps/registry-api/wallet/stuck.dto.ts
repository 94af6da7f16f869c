import type { Payment, StuckThings } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';
import { isoTime } from '../nodes/node.dto.js';
import { IsMatching } from '../nodes/node-fields.js';
import { UNITS } from './flop-json.js';
import { IsReason } from './wallet-fields.js';

const TXID = /^[0-9a-f]{64}$/;
const ROW = /^[0-9a-f]{16}$/;

export class StuckPaymentResponse {
  txid!: string;

  @ApiProperty({ type: 'integer' })
  wallet_id!: number;

  recipient_address!: string;

  @ApiProperty(UNITS)
  amount_units!: string;

  /** `signed`: not known to be with Core. `broadcast`: it was with Core once. */
  @ApiProperty({ enum: ['signed', 'broadcast', 'confirmed'] })
  state!: string;

  /** Core's number of its last refusal; null when it has refused nothing. */
  @ApiProperty({ type: 'integer', nullable: true, example: -26 })
  refusal_code!: number | null;

  @ApiProperty({ type: 'integer' })
  refusals!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  refused_since!: string | null;

  /** Core has refused it each time that it was offered, so the network does not have it. */
  never_left!: boolean;

  /** Another transaction that spends its coins is in a block. */
  conflicted!: boolean;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;
}

export class SetAsideRowResponse {
  /** Its name, to dismiss it. */
  @ApiProperty({ pattern: ROW.source, example: '9c1d2e3f4a5b6c7d' })
  row!: string;

  /** The call of Core that told of it. */
  @ApiProperty({ enum: ['listsinceblock', 'gettransaction'] })
  source!: string;

  @ApiProperty({ type: String, nullable: true })
  txid!: string | null;

  /** What could not be read. @example "unreadable: amount" */
  why!: string;

  @ApiProperty({ format: 'date-time' })
  first_seen_at!: string;

  @ApiProperty({ format: 'date-time' })
  last_seen_at!: string;
}

export class StuckResponse {
  payments!: StuckPaymentResponse[];

  rows!: SetAsideRowResponse[];
}

export class EndPaymentRequest {
  @IsMatching(TXID, 'Txid is 64 lower-case hexadecimal digits', { example: '4f'.repeat(32) })
  txid!: string;

  /** Why, for the audit trail. */
  @IsReason({ example: 'its coin was spent by hand' })
  reason!: string;
}

export class PaymentEndedResponse {
  success!: boolean;

  txid!: string;

  @ApiProperty({ type: 'integer' })
  wallet_id!: number;

  @ApiProperty(UNITS)
  amount_units!: string;

  /** `dead`: another transaction has spent one of its coins. `refused`: it never left. */
  @ApiProperty({ enum: ['dead', 'refused'] })
  failure!: string;
}

export class DismissRowRequest {
  @IsMatching(ROW, 'Row is 16 hexadecimal digits', { example: '9c1d2e3f4a5b6c7d' })
  row!: string;

  /** Why, for the audit trail. */
  @IsReason({ example: 'written by a patched daemon, of no value' })
  reason!: string;
}

export class RowDismissedResponse {
  success!: boolean;

  row!: string;
}

export function stuckJson({ payments, rows }: StuckThings) {
  return {
    payments: payments.map(({ txid, walletId, refusal, ...payment }) => ({
      txid,
      wallet_id: walletId,
      recipient_address: payment.recipientAddress,
      amount_units: String(payment.amountUnits),
      state: payment.state,
      refusal_code: refusal?.coreCode ?? null,
      refusals: refusal?.times ?? 0,
      refused_since: refusal ? isoTime(refusal.sinceMs) : null,
      never_left: payment.neverLeft === true,
      conflicted: payment.conflicted,
      created_at: isoTime(payment.createdAtMs),
    })),
    rows: rows.map(({ id, source, txid, why, firstSeenAtMs, lastSeenAtMs }) => ({
      row: id,
      source,
      txid,
      why,
      first_seen_at: isoTime(firstSeenAtMs),
      last_seen_at: isoTime(lastSeenAtMs),
    })),
  };
}

export function paymentEndedJson({ txid, walletId, amountUnits, failure }: Payment) {
  return { success: true, txid, wallet_id: walletId, amount_units: String(amountUnits), failure };
}
