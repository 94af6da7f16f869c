import { IsText } from '@app/infrastructure/http/validation/index.js';
import {
  type ProvenReceipt,
  printDay,
  printReceiptNumber,
  ReceiptNotFound,
  ReceiptNotVerified,
  type ZakatReceipt,
} from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { UNITS } from '../presentation/units.js';
import { ProofResponse, proofJson } from '../transactions/transactions.dto.js';

export class ReceiptPath {
  /** As printed on the receipt, such as `MZ-1448-000017-2` */
  @IsText({}, () => new ReceiptNotFound())
  number = '';
}

export class VerifiedReceiptPath {
  /** As printed on the receipt, such as `MZ-1448-000017-2` */
  @IsText({}, () => new ReceiptNotVerified())
  number = '';
}

export class VerifyReceiptQuery {
  /** As printed on the receipt, 16 letters and digits in either case */
  @IsText({}, () => new ReceiptNotVerified())
  code = '';
}

/** What everyone may know who was shown a receipt, and what a list tells of each. */
export class ReceiptLineResponse {
  /**
   * `MZ-<period>-<serial>-<check digit>`. The serial counts from 1 without gaps in its period; without a period the year stands
   * there, as `_2026`.
   * @example "MZ-1448-000017-2"
   */
  number!: string;

  /**
   * Units that were deducted.
   * @example 375
   */
  @ApiProperty(UNITS)
  amount!: number;

  /**
   * The day that it was reckoned for, in the Gregorian calendar.
   * @example "2026-11-27"
   */
  date!: string;

  /**
   * The same day in the Hijri calendar.
   * @example "1448-06-17"
   */
  hijri_date!: string;

  /** Hex ID of the transaction that moved it. */
  txid!: string;

  /** Hex hash of its block. */
  block_hash!: string;

  /** @example 42 */
  height!: number;
}

export class VerifiedReceiptResponse extends ReceiptLineResponse {
  /** That the block holds the transaction. Hold it against the header of the block, which other servers and explorers have too. */
  proof!: ProofResponse;
}

export class ReceiptRateResponse {
  /** @example 1 */
  numerator!: number;

  /** @example 40 */
  denominator!: number;
}

export class ReceiptNisabResponse {
  /** @example "silver" */
  standard!: 'silver' | 'gold' | 'fixed';

  /**
   * Of the metal, a decimal; null when the standard is `fixed`.
   * @example "612.36"
   */
  @ApiProperty({ type: String, nullable: true })
  grams!: string | null;

  /**
   * Units for a gram, a decimal; null when the standard is `fixed`.
   * @example "822.27"
   */
  @ApiProperty({ type: String, nullable: true })
  price!: string | null;

  /**
   * What a wallet must hold at least.
   * @example 503529
   */
  @ApiProperty(UNITS)
  units!: number;

  /** Where the price comes from. */
  source!: string;

  /** @example "2026-02-10" */
  as_of!: string;
}

export class ReceiptResponse extends VerifiedReceiptResponse {
  /** @example "Amina Khan" */
  name!: string;

  /**
   * National identity number, masked.
   * @example "35202-*******-1"
   */
  cnic!: string;

  /** Hex. */
  wallet_address!: string;

  /**
   * Units that the wallet held before the deduction.
   * @example 15000
   */
  @ApiProperty(UNITS)
  balance!: number;

  /** Units of declared debts that were deducted from it first; null where none were asked for, as by `POST /zakat/run`. */
  @ApiProperty({ ...UNITS, nullable: true })
  debts!: number | null;

  /** The nisab that it was reckoned with; null where there was none, as with `POST /zakat/run`. */
  @ApiProperty({ type: ReceiptNisabResponse, nullable: true })
  nisab!: ReceiptNisabResponse | null;

  rate!: ReceiptRateResponse;

  /** Of the zakat policy; null where none was applied, as by `POST /zakat/run`. */
  @ApiProperty({ type: 'integer', nullable: true })
  policy_version!: number | null;

  /**
   * When the transaction was made.
   * @example "2026-11-27T08:15:00.000Z"
   */
  charged_at!: string;

  /**
   * What others verify the receipt with, together with its number.
   * @example "7Q2M4K8ZPX9A1B3C"
   */
  code!: string;

  /**
   * Where anyone can verify it: by the name under which this server was asked.
   * @example "https://mizan.example/api/v1/zakat/receipts/MZ-1448-000017-2/verify?code=7Q2M4K8ZPX9A1B3C"
   */
  verify_url!: string;
}

export function receiptLineJson(receipt: ZakatReceipt) {
  return {
    number: printReceiptNumber(receipt),
    amount: receipt.amountUnits,
    date: receipt.dates.gregorian,
    hijri_date: receipt.dates.hijri,
    txid: receipt.txid,
    block_hash: receipt.blockHash,
    height: receipt.height,
  };
}

export function verifiedReceiptJson({ receipt, proof }: ProvenReceipt) {
  return { ...receiptLineJson(receipt), proof: proofJson(proof) };
}

export function receiptJson(proven: ProvenReceipt, verifyUrl: string) {
  const { receipt, code } = proven;
  return {
    ...verifiedReceiptJson(proven),
    name: receipt.fullName,
    cnic: receipt.maskedCnic,
    wallet_address: receipt.walletAddress,
    balance: receipt.balanceUnits,
    debts: receipt.debtsUnits ?? null,
    nisab: receipt.nisab ? nisabJson(receipt.nisab) : null,
    rate: receipt.rate,
    policy_version: receipt.policyVersion ?? null,
    charged_at: new Date(receipt.chargedAtMs).toISOString(),
    code,
    verify_url: verifyUrl,
  };
}

function nisabJson({ standard, grams, pricePerGram, units, source, asOf }: NonNullable<ZakatReceipt['nisab']>) {
  return { standard, grams: grams ?? null, price: pricePerGram ?? null, units, source, as_of: printDay(asOf) };
}
