import { describe, expect, it } from '@jest/globals';
import { readAddressText } from '../address-text.js';
import { readRequestText, readUnits } from './payment.js';

describe('what is typed into the form of a payment', () => {
  it.each([
    ['15', 15n],
    [' 007 ', 7n],
    ['۱۲۳', 123n],
    ['٤٥٦', 456n],
    ['9007199254740993', 9007199254740993n],
    ['9223372036854775807', 9223372036854775807n],
  ])('reads %s as units', (text, units) => {
    expect(readUnits(text)).toBe(units);
  });

  it.each(['', '0', '-1', '1.5', '1,000', '1e3', '0x10', '9223372036854775808', 'ten', '1 0', '१'])(
    'does not read %p as units',
    (text) => {
      expect(readUnits(text)).toBeUndefined();
    },
  );

  it('reads an address in either case, and nothing else', () => {
    expect(readAddressText(` ${'AB'.repeat(32)}\n`)).toBe('ab'.repeat(32));
    for (const text of ['', 'ab', `${'ab'.repeat(32)}0`, 'zz'.repeat(32)])
      expect(readAddressText(text)).toBeUndefined();
  });
});

describe('what stands for a payment request', () => {
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  it('is its ID, alone or in an address', () => {
    expect(readRequestText(` ${id.toUpperCase()} `)).toEqual({ id, address: undefined });
    expect(readRequestText(`mizan:${'ab'.repeat(32)}?amount=5&request=${id}`)).toEqual({
      id,
      address: 'ab'.repeat(32),
    });
    for (const text of ['', 'mizan:ab', id.slice(1)]) expect(readRequestText(text)).toBeUndefined();
  });
});
