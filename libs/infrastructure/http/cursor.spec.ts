import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CursorFormat, InvalidCursor } from './cursor.js';

const format = new CursorFormat('payments', ['integer', 'text']);

describe('a cursor', () => {
  it('comes back as it was given out', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 63n - 1n), fc.stringMatching(/^[A-Za-z0-9._:-]{1,128}$/), (height, id) => {
        const text = format.encode([height, id]);
        expect(text).toMatch(/^[\w-]+$/);
        expect(format.decode(text)).toEqual([height, id]);
      }),
    );
  });

  it('is of no use to another list', () => {
    expect(() => new CursorFormat('nodes', ['integer', 'text']).decode(format.encode([1n, 'a']))).toThrow(
      InvalidCursor,
    );
    expect(() => new CursorFormat('payments', ['text', 'text']).decode(format.encode([1n, 'a']))).not.toThrow();
    expect(() => new CursorFormat('payments', ['integer']).decode(format.encode([1n, 'a']))).toThrow(InvalidCursor);
  });

  it('cannot be made up or written in another way', () => {
    const good = format.encode([1n, 'ab']);
    const made = (text: string) => Buffer.from(text).toString('base64url');
    for (const text of [
      '',
      `${good}=`,
      `${good} `,
      good.slice(0, -1),
      made('payments~-1~a'),
      made('payments~01~a'),
      made('payments~1~a b'),
      made('payments~9223372036854775808~a'),
      made("payments~1~' or 1=1"),
      'a'.repeat(5_000),
    ]) {
      expect(() => format.decode(text)).toThrow(InvalidCursor);
    }
    fc.assert(fc.property(fc.base64String(), (text) => expect(() => format.decode(text)).toThrow(InvalidCursor)));
  });
});
