/** A part of a list, in the list's order. */
export interface Slice<Row> {
  readonly rows: readonly Row[];
  /** Whether others follow. A slice that is not the last has a row at least. */
  readonly hasMore: boolean;
}

/** Bytes of stored transactions in one slice, unless its first row alone has more. Printed they are twice as many. */
export const SLICE_BYTES = 512 * 1024;

/** Out of `limit + 1` rows that were asked for: the extra row only tells that there is more. */
export function sliceOf<Row>(rows: readonly Row[], limit: number): Slice<Row> {
  return rows.length > limit ? { rows: rows.slice(0, limit), hasMore: true } : { rows, hasMore: false };
}
