export interface Point {
  /** Unix seconds. */
  readonly time: number;
  readonly value: bigint;
}

/** Parts that the height of a chart is divided in. */
export const QUARTERS = 4;
const PRECISION = 1_000_000n;

/** Where points stand in a chart, from 0 to {@link QUARTERS}; and the value at its top, which divides into quarters. */
export function scaled(points: readonly Point[]): { data: [number[], number[]]; top: bigint } {
  const most = points.reduce((highest, { value }) => (value > highest ? value : highest), 1n);
  const quarters = BigInt(QUARTERS);
  const top = ((most + quarters - 1n) / quarters) * quarters;
  const height = (value: bigint) => (Number((value * PRECISION) / top) / Number(PRECISION)) * QUARTERS;
  return { data: [points.map(({ time }) => time), points.map(({ value }) => height(value))], top };
}
