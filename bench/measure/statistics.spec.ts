import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compare, median, quantile } from './statistics.js';

describe('the median', () => {
  it('is the middle of an odd number of values, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('compares numbers, not their spelling', () => {
    expect(median([100, 9, 20])).toBe(20);
  });

  it('of nothing is no number', () => {
    expect(median([])).toBeNaN();
  });

  it('is not moved by one round that went wrong', () => {
    expect(median([10, 10, 10, 10, 100_000])).toBe(10);
  });

  it('leaves the values in the order in which they were measured', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('a quantile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);

  it('is a value that was measured', () => {
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(quantile(hundred, 1)).toBe(100);
    expect(quantile(hundred, 0)).toBe(1);
  });

  it('of a single value is that value', () => {
    expect(quantile(Float64Array.of(7), 0.99)).toBe(7);
  });

  it('refuses a percentage for a share', () => {
    expect(() => quantile(hundred, 99)).toThrow(RangeError);
  });

  it('is exceeded by no more than the rest', () => {
    const shares = fc.double({ min: 0, max: 1, noNaN: true });
    const values = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, shares, (measured, share) => {
        const limit = quantile(measured, share);
        const within = measured.filter((value) => value <= limit).length;
        return measured.includes(limit) && within >= measured.length * share - 1e-9;
      }),
    );
  });
});

describe('a comparison', () => {
  it('takes the ratio within each pair before the median', () => {
    // The machine was half as fast in the second pair: the ratio does not know.
    expect(compare([100, 50, 120], [50, 25, 40])).toEqual({ ratio: 2, lowest: 2, highest: 3 });
  });

  it('refuses rounds that have no partner', () => {
    expect(() => compare([1, 2], [1])).toThrow(RangeError);
    expect(() => compare([], [])).toThrow(RangeError);
  });
});
