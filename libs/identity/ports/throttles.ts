/** At most `most` turns in any span of `windowMs`. */
export interface Limit {
  /** Stable: counts are kept under it. */
  readonly name: string;
  /** At most 1000. */
  readonly most: number;
  readonly windowMs: number;
}

export interface Turn {
  readonly limit: Limit;
  /** Whom the limit counts: a keyed hash, 32 bytes. */
  readonly key: Uint8Array;
}

/** Counts that hold across processes. */
export abstract class Throttles {
  /**
   * Takes one turn of every limit, or of none. Refused turns do not count, so that asking again does not prolong the wait.
   * @returns 0 when taken, else the milliseconds until all of them allow a turn again
   */
  abstract take(turns: readonly Turn[], nowMs: number): Promise<number>;
}
