import { describe, expect, it } from '@jest/globals';
import { countByMinute } from './minutes.js';

describe('transactions a minute', () => {
  it('are those of the blocks of each of the last thirty', () => {
    const now = 100 * 60_000 + 30_000;
    const block = (timestamp: number, tx_count: number) => ({ index: 0, hash: `${timestamp}`, timestamp, tx_count });
    const points = countByMinute([block(6_029, 3), block(6_000, 2), block(5_999, 1), block(60, 9)], now);
    expect(points).toHaveLength(30);
    expect(points.slice(-2)).toEqual([
      { time: 5_940, value: 1n },
      { time: 6_000, value: 5n },
    ]);
    expect(points.reduce((sum, { value }) => sum + value, 0n)).toBe(6n);
  });
});
