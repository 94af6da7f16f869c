import { describe, expect, it } from '@jest/globals';
import { scaled } from './scaled.js';

describe('points of a chart', () => {
  it('stand where their values are between 0 and the top, which divides into quarters', () => {
    const points = [0n, 5n, 10n].map((value, time) => ({ time, value }));
    expect(scaled(points)).toEqual({
      data: [[0, 1, 2], [0, 20 / 12, 40 / 12].map((at) => expect.closeTo(at, 5))],
      top: 12n,
    });
  });

  it('are told apart from the top although no double can', () => {
    const most = 2n ** 63n - 1n;
    expect(scaled([{ time: 0, value: most }]).top).toBe(2n ** 63n);
    expect(scaled([]).top).toBe(4n);
  });
});
