import type { OddRow, SetAsideRow } from '../model/odd-row.js';

/** What Core told in a form that cannot be read: kept, so that it is read again and an operator can see it. */
export abstract class SetAsideRows {
  /**
   * Notes what was told; what is known already stays as it is, unless it was settled and cannot be read any more.
   * @param since from this block on it is told again; `undefined` for what is asked for by name
   * @returns those that were not known before
   */
  abstract note(rows: readonly OddRow[], since: string | undefined, atMs: number): Promise<OddRow[]>;

  /** Open ones, oldest first. */
  abstract open(limit: number): Promise<SetAsideRow[]>;

  abstract countOpen(): Promise<number>;

  /** The block from which on the oldest open one is told again. */
  abstract since(): Promise<string | undefined>;

  abstract settle(ids: readonly string[]): Promise<void>;

  /** With a row in the audit trail. False when there is no open one of this id. */
  abstract dismiss(id: string, order: { actor: string; reason: string }): Promise<boolean>;
}
