const PLACES = 8;
const FLOP = /^(-?)(\d+)(?:\.(\d{1,8}))?$/;

/**
 * Reads an amount of FLOP exactly.
 *
 * @param text a plain decimal with at most 8 places, such as `"10.5"`
 * @returns its units, of which 1 FLOP has 10^8
 * @throws RangeError for anything else, an exponent included
 */
export function parseFlop(text: string): bigint {
  const [, sign, whole, fraction = ''] = (typeof text === 'string' && FLOP.exec(text)) || [];
  if (whole === undefined)
    throw new RangeError(`not an amount of FLOP: ${typeof text === 'string' ? JSON.stringify(text) : typeof text}`);
  const units = BigInt(whole + fraction.padEnd(PLACES, '0'));
  return sign ? -units : units;
}

/**
 * Writes units as a plain decimal of FLOP, without zeros at its end: `1050000000n` is `"10.5"`.
 * @throws TypeError unless the units are a bigint
 */
export function formatFlop(units: bigint): string {
  if (typeof units !== 'bigint') throw new TypeError('units of FLOP are a bigint');
  const digits = String(units < 0n ? -units : units).padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${fraction && `.${fraction}`}`;
}
