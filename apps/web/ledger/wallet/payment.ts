/** A payment that was read from the form, and that its owner is asked about. */
export interface Payment {
  readonly to: string;
  readonly amount: bigint;
  /** One for each review, so that confirming it again after a lost answer cannot pay twice. */
  readonly idempotencyKey: string;
}

/** Where a payment was mined. */
export interface Paid {
  readonly txid: string;
  readonly blockHash: string;
}

/** Digits of Urdu and Arabic, as their keyboards type them. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
/** The most that eight bytes with a sign hold, which no supply reaches. */
const MOST = 2n ** 63n - 1n;

/** Units as people type them: whole, in digits of either language. Undefined for anything else. */
export function readUnits(text: string): bigint | undefined {
  const digits = text.trim().replace(DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
  if (!/^[0-9]{1,19}$/.test(digits)) return undefined;
  const units = BigInt(digits);
  return units > 0n && units <= MOST ? units : undefined;
}

/** An address in lower case; undefined when the text is no address. */
export function readAddressText(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  return /^[0-9a-f]{64}$/.test(address) ? address : undefined;
}
