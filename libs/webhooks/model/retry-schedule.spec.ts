import { RETRY_DELAYS_MS, retryDelayMs } from './retry-schedule.js';

describe('the schedule of attempts', () => {
  it('is 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, and then ends', () => {
    const seconds = RETRY_DELAYS_MS.map((_, index) => retryDelayMs(index + 1, 0.5)! / 1_000);
    expect(seconds).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(retryDelayMs(10)).toBeUndefined();
  });

  it('is a tenth longer or shorter by chance', () => {
    expect([retryDelayMs(1, 0), retryDelayMs(1, 1)]).toEqual([4_500, 5_500]);
    const delays = Array.from({ length: 100 }, () => retryDelayMs(2)!);
    expect(new Set(delays).size).toBeGreaterThan(50);
    for (const delay of delays) expect(Math.abs(delay - 300_000)).toBeLessThanOrEqual(30_000);
  });
});
