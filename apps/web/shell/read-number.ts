/** Digits of Urdu and Arabic, as their keyboards type them. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** The same with digits of ASCII. */
export function withPlainDigits(text: string): string {
  return text.replace(DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** A number as these pages write it, such as ۱٬۲۳۴ or 1,234; undefined for anything else. */
export function readNumber(text: string): bigint | undefined {
  const digits = withPlainDigits(text.trim());
  return /^[0-9]{1,3}(?:[,\u066c][0-9]{3}){0,5}$|^[0-9]{1,18}$/.test(digits)
    ? BigInt(digits.replace(/[,\u066c]/g, ''))
    : undefined;
}
