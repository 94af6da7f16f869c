import { type NisabSnapshot, parseDay } from '@app/zakat';

/** A snapshot as statements and receipts hold it: {standard, grams, price, units, source, as_of}, all texts. */
export function nisabOfJson(stored: string): NisabSnapshot {
  const { standard, grams, price, units, source, as_of } = JSON.parse(stored);
  return {
    standard,
    grams: grams ?? undefined,
    pricePerGram: price ?? undefined,
    units: BigInt(units),
    source,
    asOf: parseDay(as_of),
  };
}
