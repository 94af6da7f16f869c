import { InvalidPeriod } from '../zakat.errors.js';

/** What the operator calls the time that a run is for, such as `1448` or `1448-09`. Each is charged once for a pool. */
export type ZakatPeriod = string & { readonly __brand: 'ZakatPeriod' };

/**
 * 1 to 32 letters, digits, dots, dashes and underscores, the first a letter or a digit. Two spellings are two periods.
 * @throws InvalidPeriod
 */
export function parsePeriod(text: string): ZakatPeriod {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(text)) throw new InvalidPeriod();
  return text as ZakatPeriod;
}
