import { createHash } from 'node:crypto';

/** A row of a list, or a whole transaction, that Core tells of in a form that cannot be read. */
export interface OddRow {
  /** Which call told of it. */
  readonly source: 'listsinceblock' | 'gettransaction';
  /** null when the row does not even name its transaction. */
  readonly txid: string | null;
  /** 16 hex digits, the same whenever it is told again. */
  readonly id: string;
  /** What could not be read, without its content. */
  readonly why: string;
}

/**
 * `open`: it is read again with each look. `settled`: it was told readably since, or its transaction could be read by its
 * name and is in the books. `dismissed`: an administrator has said that nothing is to be expected of it.
 */
export type SetAsideState = 'open' | 'settled' | 'dismissed';

export interface SetAsideRow extends OddRow {
  readonly state: SetAsideState;
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
}

/** @param lasting the txid, or what does not change of a row without one */
export function oddRowId(lasting: string): string {
  return createHash('sha256').update(lasting).digest('hex').slice(0, 16);
}
