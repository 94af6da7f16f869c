import { withPlainDigits } from '../../shell/read-number.js';

/** A payment that was read from the form, and that its owner is asked about. */
export interface Payment {
  readonly to: string;
  /** Its checksummed spelling, where that is what was typed. */
  readonly spelled?: string;
  readonly amount: bigint;
  /** To the one who is paid. */
  readonly note?: string;
  /** The payment request that is paid. */
  readonly request?: string;
  /** One for each review, so that confirming it again after a lost answer cannot pay twice. */
  readonly idempotencyKey: string;
}

/** An address, with the name that the person gave it. */
export interface Contact {
  readonly name: string;
  readonly address: string;
}

/** Where a payment was mined. */
export interface Paid {
  readonly txid: string;
  readonly blockHash: string;
}

/** The most that eight bytes with a sign hold, which no supply reaches. */
const MOST = 2n ** 63n - 1n;

/** Units as people type them: whole, in digits of either language. Undefined for anything else. */
export function readUnits(text: string): bigint | undefined {
  const digits = withPlainDigits(text.trim());
  if (!/^[0-9]{1,19}$/.test(digits)) return undefined;
  const units = BigInt(digits);
  return units > 0n && units <= MOST ? units : undefined;
}

/** What a person has of a payment request: its ID, alone or in a `mizan:` address, which also names the receiver. */
export function readRequestText(text: string): { id: string; address: string | undefined } | undefined {
  const given = text.trim().toLowerCase();
  const [id] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(given) ?? [];
  if (id === undefined) return undefined;
  const [, address] = /^mizan:([0-9a-z]+)/.exec(given) ?? [];
  return { id, address };
}
