import fc from 'fast-check';
import { InvalidLogCursor, LogCursor } from './log-cursor.js';

const ledger = new LogCursor('ledger');

describe('the cursor of a log', () => {
  it('comes back as it was given out', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 63n - 1n), (place) => {
        expect(ledger.encode(place)).toMatch(/^[\w-]+$/);
        expect(ledger.decode(ledger.encode(place))).toBe(place);
      }),
    );
  });

  it('begins before all events when there is none', () => {
    expect(ledger.decode(undefined)).toBe(-1n);
  });

  it('is refused by name in the other log', () => {
    expect(() => new LogCursor('registry').decode(ledger.encode(7n))).toThrow('the cursor is of the ledger');
  });

  it('cannot be made up or written in another way', () => {
    const made = (text: string) => Buffer.from(text).toString('base64url');
    expect(made('1~ledger~7')).toBe(ledger.encode(7n));
    for (const text of [
      '',
      `${ledger.encode(7n)}=`,
      made('2~ledger~7'),
      made('1~ledger~07'),
      made('1~ledger~-1'),
      made('1~ledger~7~1'),
      made('1~ledger~9223372036854775808'),
      made('1~other~7'),
      'latest',
      'a'.repeat(5_000),
    ])
      expect(() => ledger.decode(text)).toThrow(new InvalidLogCursor('invalid cursor'));
    fc.assert(fc.property(fc.base64String(), (text) => expect(() => ledger.decode(text)).toThrow(InvalidLogCursor)));
  });
});
