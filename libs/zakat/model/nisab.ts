import { InvalidNisab, NisabNotSet } from '../zakat.errors.js';
import type { Day } from './day.js';

/**
 * What nisab is measured by: 612.36 g of silver (52.5 tola) or 595 g, 87.48 g of gold (7.5 tola) or 85 g, or an amount that
 * an authority notified. Pakistan notifies the value of 612.36 g of silver for each year.
 */
export type NisabStandard = 'silver' | 'gold' | 'fixed';

/** The nisab as it stood from a day on. Prices move, so each is kept. */
export interface NisabSnapshot {
  readonly standard: NisabStandard;
  /** Grams of the metal and units that a gram cost, as decimals; undefined when the standard is `fixed`. */
  readonly grams: string | undefined;
  readonly pricePerGram: string | undefined;
  /** What a wallet must hold at least; 1 or more. */
  readonly units: bigint;
  /** Where price or amount come from. */
  readonly source: string;
  readonly asOf: Day;
}

/**
 * ceil(grams × price), exact: who holds less than the metal's value does not hold nisab.
 * @param grams and @param pricePerGram positive decimals of at most 18 digits before and 9 after the point, such as `612.36`
 * @throws InvalidNisab also when that is more than a wallet can hold
 */
export function nisabUnits(grams: string, pricePerGram: string): bigint {
  const [a, b] = [parseDecimal(grams), parseDecimal(pricePerGram)];
  const scale = 10n ** BigInt(a.places + b.places);
  const units = (a.digits * b.digits + scale - 1n) / scale;
  return requireNisab(units);
}

/** @throws InvalidNisab when no wallet can hold so much, or every wallet does */
export function requireNisab(units: bigint): bigint {
  if (units < 1n || units > 10n ** 18n) throw new InvalidNisab();
  return units;
}

function parseDecimal(text: string): { digits: bigint; places: number } {
  const [, whole, part = ''] = /^(\d{1,18})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new InvalidNisab();
  return { digits: BigInt(whole + part), places: part.length };
}

/** The snapshots of one standard, to ask which was in force. */
export class NisabHistory<Snapshot extends NisabSnapshot = NisabSnapshot> {
  /** Oldest first; of one day the last that was given counts. */
  readonly snapshots: readonly Snapshot[];

  constructor(snapshots: readonly Snapshot[]) {
    const byDay = new Map(snapshots.map((snapshot) => [snapshot.asOf, snapshot]));
    this.snapshots = [...byDay.values()].sort((a, b) => a.asOf - b.asOf);
  }

  /** The newest of `day` or before it; before the oldest, the oldest. Undefined when there is none at all. */
  inForceOn(day: Day): Snapshot | undefined {
    return this.snapshots.findLast(({ asOf }) => asOf <= day) ?? this.snapshots[0];
  }

  /** @throws NisabNotSet */
  unitsOn(day: Day): bigint {
    const snapshot = this.inForceOn(day);
    if (!snapshot) throw new NisabNotSet();
    return snapshot.units;
  }
}
