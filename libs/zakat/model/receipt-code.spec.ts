import { createHmac } from 'node:crypto';
import { isReceiptCode, receiptCode } from './receipt-code.js';

const vault = { keyedHash: (purpose: string, text: string) => createHmac('sha256', purpose).update(text).digest() };
const NUMBER = 'MZ-1448-000017-2';
const code = receiptCode(vault, NUMBER);

test('a code is 16 characters that can be typed, in either case', () => {
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
  expect([code, code.toLowerCase()].map((typed) => isReceiptCode(vault, NUMBER, typed))).toEqual([true, true]);
});

test('a code with one character changed, a shorter, a longer and that of another receipt do not hold', () => {
  const others = [...code].map(
    (character, at) => code.slice(0, at) + (character === '0' ? '1' : '0') + code.slice(at + 1),
  );
  for (const wrong of [...others, '', code.slice(1), `${code}0`, receiptCode(vault, 'MZ-1448-000018-0')])
    expect(isReceiptCode(vault, NUMBER, wrong)).toBe(false);
});
