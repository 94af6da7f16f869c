import type { SealContext } from '@app/kernel';

/** A column of sealed records, and where each of them is sealed to. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The unique column by which rows are walked through, and its type. */
  readonly id: string;
  readonly idType: 'uuid' | 'text' | 'bigint';
  /** SQL for the texts that {@link context} needs. */
  readonly place: readonly string[];
  context(place: readonly string[]): SealContext;
}
