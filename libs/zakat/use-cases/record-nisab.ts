import { randomUUID } from 'node:crypto';
import { Clock } from '@app/kernel';
import type { Day } from '../model/day.js';
import { type NisabStandard, nisabUnits, requireNisab } from '../model/nisab.js';
import { NisabSnapshots, type RecordedNisab } from '../ports/nisab-snapshots.js';
import { InvalidNisab } from '../zakat.errors.js';
import { type MadeOnce, MakeOnce } from './make-once.js';
import { refuseDayOutsideCalendar } from './require-day.js';

export interface NisabOrder {
  readonly standard: NisabStandard;
  /** Decimals, of a metal. */
  readonly grams: string | undefined;
  readonly pricePerGram: string | undefined;
  /** Of a fixed nisab; of a metal it may be left out, and is what the grams cost. */
  readonly units: bigint | undefined;
  readonly source: string;
  readonly asOf: Day;
  readonly author: string;
  /** The caller's idempotency key, if any, and whose it is. */
  readonly idempotency: { key: string; caller: string } | undefined;
}

/** Records what nisab is from a day on. */
export class RecordNisab {
  constructor(
    private readonly snapshots: NisabSnapshots,
    private readonly once: MakeOnce,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidNisab · OutsideHijriCalendar · IdempotencyKeyReused · RequestInFlight */
  async execute({ idempotency, ...order }: NisabOrder): Promise<MadeOnce<RecordedNisab>> {
    const { standard, grams, pricePerGram, source, asOf, author } = order;
    const units = unitsOf(order);
    refuseDayOutsideCalendar(asOf);
    const meaning = [standard, grams ?? '', pricePerGram ?? '', String(units), source, String(asOf)];
    return this.once.execute(idempotency && { route: 'zakat nisab', ...idempotency, meaning }, {
      make: async (claim) => {
        const id = randomUUID();
        const measure = { standard, grams, pricePerGram, units, source, asOf };
        await this.snapshots.record({ id, ...measure, author, createdAtMs: this.clock.nowMs() }, claim);
        return id;
      },
      find: (id) => this.snapshots.find(id),
    });
  }
}

/** A caller who names both must have computed the same. */
function unitsOf({
  standard,
  grams,
  pricePerGram,
  units,
}: Pick<NisabOrder, 'standard' | 'grams' | 'pricePerGram' | 'units'>): bigint {
  if (standard === 'fixed') {
    if (grams !== undefined || pricePerGram !== undefined || units === undefined) throw new InvalidNisab();
    return requireNisab(units);
  }
  if (grams === undefined || pricePerGram === undefined) throw new InvalidNisab();
  const cost = nisabUnits(grams, pricePerGram);
  if (units !== undefined && units !== cost) throw new InvalidNisab();
  return cost;
}
