import { JsonNumber } from '@app/infrastructure/http/json-value.js';

/**
 * A number goes out with the digits it was typed with, never through a double. What is none goes out as text: the
 * registry says what is wrong with it, in the words that it has for everybody.
 */
export function numberOrText(text: string): JsonNumber | string;
export function numberOrText(text: string | undefined): JsonNumber | string | undefined;
export function numberOrText(text: string | undefined): JsonNumber | string | undefined {
  return text !== undefined && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? JsonNumber.of(text) : text;
}
