import { describe, expect, it } from '@jest/globals';
import { readNumber } from './read-number.js';

describe('a number as the pages write it', () => {
  it.each([
    ['0', 0n],
    [' 12 ', 12n],
    ['1,234', 1234n],
    ['۱٬۲۳۴', 1234n],
    ['٤٥', 45n],
    ['1,234,567', 1234567n],
  ])('is %s', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  it.each(['', '1,23', ',123', '1.5', '-1', 'ab', 'node-1', '1 2', '1'.repeat(64)])('is not %p', (text) => {
    expect(readNumber(text)).toBeUndefined();
  });
});
