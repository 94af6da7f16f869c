import { InvalidAmount } from '../coin.errors.js';

/** The coin's smallest unit is the florin, 10^-8 FLOP. Every amount inside the registry is a bigint of florins. */
export const UNITS_PER_FLOP = 100_000_000n;

/** The most that one output or one wallet can hold: 10,000,000,000 FLOP, past what a double counts exactly (2^53). */
export const MAX_MONEY_UNITS = 10_000_000_000n * UNITS_PER_FLOP;

/** The smallest payment, 0.01 FLOP: below it Flopcoin's wallet refuses to make the output. */
export const DUST_UNITS = UNITS_PER_FLOP / 100n;

/** Why nothing and less are refused. */
export const ABOVE_ZERO = 'Amount should be above 0';

const FLOP = /^(\d{1,10})(?:\.(\d{1,8}))?$/;
/** One digit more: a pooled wallet may hold more than a single output can. */
const SIGNED_FLOP = /^(-?)(\d{1,11})(?:\.(\d{1,8}))?$/;

/**
 * Reads an amount as a person or a client writes it: `"10"`, `"0.5"`, `"12.00000001"`. Sign, exponent, spaces and a ninth
 * decimal are refused rather than rounded. 0 is read as 0: whether that makes sense is the caller's question.
 * @throws InvalidAmount
 */
export function parseFlop(text: string): bigint {
  const match = FLOP.exec(text);
  if (!match) throw new InvalidAmount({ why: whyNoAmount(text) });
  const units = unitsOf(match[1]!, match[2]);
  if (units > MAX_MONEY_UNITS) throw new InvalidAmount({ why: TOO_MUCH });
  return units;
}

/**
 * The same for figures that Core writes, which are negative for what left the wallet.
 * @throws InvalidAmount
 */
export function parseSignedFlop(text: string): bigint {
  const match = SIGNED_FLOP.exec(text);
  if (!match) throw new InvalidAmount();
  const units = unitsOf(match[2]!, match[3]);
  return match[1] === '-' ? -units : units;
}

/** An exact decimal literal, good as a JSON number or a string, with no more decimals than needed: `10`, `10.5`, `0.00000001`. */
export function formatFlop(units: bigint): string {
  const size = units < 0n ? -units : units;
  const decimals = (size % UNITS_PER_FLOP).toString().padStart(8, '0').replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${size / UNITS_PER_FLOP}${decimals && `.${decimals}`}`;
}

const TOO_MUCH = 'Amount is more than the coin can hold, 10000000000 FLOP';

function whyNoAmount(text: string): string {
  if (text.startsWith('-')) return ABOVE_ZERO;
  if (/^\d+\.\d{9,}$/.test(text)) return 'Amount has more than 8 decimals';
  return /^\d{11,}(?:\.\d+)?$/.test(text) ? TOO_MUCH : 'Amount should be a plain decimal number';
}

function unitsOf(whole: string, decimals = ''): bigint {
  return BigInt(whole) * UNITS_PER_FLOP + BigInt(decimals.padEnd(8, '0'));
}
