import { JsonNumber, type JsonValue } from '@app/infrastructure/http/json-value.js';

/** Control characters, line ends, and characters that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A member of an answer for people: numbers digit for digit, and nothing that could move the cursor of a terminal. */
export function plain(value: JsonValue | undefined): string {
  if (value instanceof JsonNumber) return value.text;
  if (typeof value === 'string') return printable(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map(plain).join(', ');
  return value === null || value === undefined ? '-' : '{…}';
}

export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, '?');
}
