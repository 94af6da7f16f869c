import type { RequestClaim } from '@app/utxo';
import type { NisabSnapshot, NisabStandard } from '../model/nisab.js';

export interface RecordedNisab extends NisabSnapshot {
  /** UUID. */
  readonly id: string;
  /** As in the audit trail. */
  readonly author: string;
  readonly createdAtMs: number;
}

/** A row of a list, with what the list is ordered by. */
export type Numbered<Row> = Row & { readonly number: number };

/** The snapshots of nisab. None is changed: a later one of the same day counts in place of the earlier. */
export abstract class NisabSnapshots {
  /** @throws KeyTaken when the key that is claimed has made its record meanwhile */
  abstract record(snapshot: RecordedNisab, claim: RequestClaim | undefined): Promise<void>;

  abstract find(id: string): Promise<RecordedNisab | undefined>;

  /** Of one standard, as NisabHistory takes them: by day, those of one day in the order in which they were recorded. */
  abstract ofStandard(standard: NisabStandard): Promise<RecordedNisab[]>;

  /** The latest first, those below `beforeNumber`. */
  abstract page(beforeNumber: number | undefined, limit: number): Promise<Numbered<RecordedNisab>[]>;
}
