import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CursorFormat, InvalidCursor } from './cursor.js';

const format = new CursorFormat('payments', ['integer', 'text']);
const cursor = format.of({ wallet: 'a1', order: 'asc' });

describe('a cursor', () => {
  it('comes back as it was given out', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 53n - 2n), fc.stringMatching(/^[A-Za-z0-9._:-]{1,128}$/), (height, id) => {
        const text = cursor.encode([height, id]);
        expect(text).toMatch(/^[\w-]+$/);
        expect(cursor.decode(text)).toEqual([height, id]);
      }),
    );
  });

  it('is of no use to another list', () => {
    const text = cursor.encode([1n, 'a']);
    for (const other of [new CursorFormat('nodes', ['integer', 'text']), new CursorFormat('payments', ['integer'])])
      expect(() => other.of({ wallet: 'a1', order: 'asc' }).decode(text)).toThrow(InvalidCursor);
  });

  it('is of no use to another query of the same list', () => {
    const text = cursor.encode([1n, 'a']);
    expect(format.of({ order: 'asc', filter: undefined, wallet: 'a1' }).decode(text)).toEqual([1n, 'a']);
    for (const query of [
      {},
      { wallet: 'a1' },
      { wallet: 'a2', order: 'asc' },
      { wallet: 'a1', order: 'desc' },
      { wallet: 'asc', order: 'a1' },
      { wallet: 'a1', order: 'asc', filter: [] },
      { wallet: ['a1'], order: 'asc' },
    ])
      expect(() => format.of(query).decode(text)).toThrow(InvalidCursor);
  });

  it('cannot be made up or written in another way', () => {
    const good = cursor.encode([1n, 'ab']);
    const mark = Buffer.from(good, 'base64url').toString().split('~')[0]!;
    const made = (...parts: string[]) => Buffer.from([mark, ...parts].join('~')).toString('base64url');
    expect(made('1', 'ab')).toBe(good);
    for (const text of [
      '',
      `${good}=`,
      `${good} `,
      good.slice(0, -1),
      made('-1', 'a'),
      made('01', 'a'),
      made('1', 'a b'),
      made('9007199254740991', 'a'),
      made('9223372036854775807', 'a'),
      made('9223372036854775808', 'a'),
      made('1', "' or 1=1"),
      'a'.repeat(5_000),
    ]) {
      expect(() => cursor.decode(text)).toThrow(InvalidCursor);
    }
    fc.assert(fc.property(fc.base64String(), (text) => expect(() => cursor.decode(text)).toThrow(InvalidCursor)));
  });
});
