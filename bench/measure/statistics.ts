/** The middle value; of an even number of values the mean of the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * The smallest of the values that at least `share` (0 to 1) of them do not exceed: 0.99 is what one request in a hundred
 * was slower than. Nothing is interpolated, so the answer is a time that somebody really waited. NaN for no values.
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  if (share < 0 || share > 1) throw new RangeError('a share lies between 0 and 1');
  const sorted = ascending(Array.from(values));
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** How two contestants compare over paired rounds. */
export interface Comparison {
  /** Median of the ratios within each pair: what the machine did to both in that minute cancels out. */
  readonly ratio: number;
  /** Smallest and largest ratio of a pair. */
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Compares `measured` with `peer`, round by round.
 * @throws RangeError unless both have as many rounds, and at least one
 */
export function compare(measured: readonly number[], peer: readonly number[]): Comparison {
  if (measured.length === 0 || measured.length !== peer.length) {
    throw new RangeError('a comparison takes as many rounds of one as of the other');
  }
  const ratios = ascending(measured.map((value, round) => value / peer[round]!));
  return { ratio: median(ratios), lowest: ratios[0]!, highest: ratios.at(-1)! };
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((left, right) => left - right);
}
