import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidCursor, PageCursor } from './cursor.js';

const cursor = new PageCursor('payments', { wallet: 'a1', order: 'asc' });

describe('a cursor', () => {
  it('comes back as it was given out', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 53n - 2n), (key) => {
        const text = cursor.encode(key);
        expect(text).toMatch(/^[\w-]+$/);
        expect(cursor.decode(text)).toBe(key);
      }),
    );
  });

  it('begins nowhere when there is none', () => {
    expect(cursor.decode(undefined)).toBeUndefined();
  });

  it('is of no use to another list', () => {
    const other = new PageCursor('nodes', { wallet: 'a1', order: 'asc' });
    expect(() => other.decode(cursor.encode(1n))).toThrow(InvalidCursor);
  });

  it('is of no use to another query of the same list', () => {
    const text = cursor.encode(1n);
    expect(new PageCursor('payments', { order: 'asc', filter: undefined, wallet: 'a1' }).decode(text)).toBe(1n);
    for (const query of [
      {},
      { wallet: 'a1' },
      { wallet: 'a2', order: 'asc' },
      { wallet: 'a1', order: 'desc' },
      { wallet: 'asc', order: 'a1' },
      { wallet: 'a1', order: 'asc', filter: [] },
      { wallet: ['a1'], order: 'asc' },
    ])
      expect(() => new PageCursor('payments', query).decode(text)).toThrow(InvalidCursor);
  });

  it('cannot be made up or written in another way', () => {
    const good = cursor.encode(1n);
    const mark = Buffer.from(good, 'base64url').toString().split('~')[0]!;
    const made = (...parts: string[]) => Buffer.from([mark, ...parts].join('~')).toString('base64url');
    expect(made('1')).toBe(good);
    for (const text of [
      '',
      `${good}=`,
      `${good} `,
      good.slice(0, -1),
      made('-1'),
      made('01'),
      made('1', 'a'),
      made('9007199254740991'),
      made('9223372036854775807'),
      made('9223372036854775808'),
      made("' or 1=1"),
      'a'.repeat(5_000),
    ]) {
      expect(() => cursor.decode(text)).toThrow(InvalidCursor);
    }
    fc.assert(fc.property(fc.base64String(), (text) => expect(() => cursor.decode(text)).toThrow(InvalidCursor)));
  });
});
