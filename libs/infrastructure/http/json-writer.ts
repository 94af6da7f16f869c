import { JsonNumber, JsonText } from './json-value.js';

/** The `Content-Type` of all JSON but problems. */
export const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Writes `value` as compact JSON. Unlike `JSON.stringify` it writes a bigint as an exact integer literal and a
 * {@link JsonNumber} or {@link JsonText} as its text, and refuses what would reach the caller as nonsense.
 *
 * @throws TypeError for NaN, an infinity, raw bytes (encode them first), functions and symbols
 */
export function toJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'bigint':
      return value.toString();
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('a number in an answer is not finite');
      return String(value);
    case 'object':
      return value === null ? 'null' : objectToJson(value);
    default:
      throw new TypeError(`a ${typeof value} has no JSON form`);
  }
}

/** So many items make an array that is worth writing in pieces. */
const MANY_ITEMS = 64;

/**
 * The text of {@link toJson} in pieces: a long array, however deep in `value`, is not written at once. A generator is written
 * as an array.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  if (Array.isArray(value)) yield* arrayPieces(value);
  else if (isLazyList(value)) yield* listPieces(value);
  else if (isPlainObject(value)) {
    let separator = '{';
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${separator}${keyToJson(key)}:`;
      yield* jsonPieces(member);
      separator = ',';
    }
    yield separator === '{' ? '{}' : '}';
  } else yield toJson(value);
}

function* arrayPieces(items: readonly unknown[]): Generator<string> {
  if (items.length === 0) yield '[]';
  for (let at = 0; at < items.length; at += MANY_ITEMS) {
    const some = toJson(items.slice(at, at + MANY_ITEMS)).slice(1, -1);
    yield `${at === 0 ? '[' : ','}${some}${at + MANY_ITEMS < items.length ? '' : ']'}`;
  }
}

function* listPieces(items: Iterable<unknown>): Generator<string> {
  let text = '[';
  let count = 0;
  for (const item of items) {
    text += `${count++ > 0 ? ',' : ''}${toJson(item)}`;
    if (count % MANY_ITEMS > 0) continue;
    yield text;
    text = '';
  }
  yield `${text}]`;
}

/** A generator, which makes its items when they are printed. */
function isLazyList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && 'next' in value;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function objectToJson(value: object): string {
  if (value instanceof JsonNumber || value instanceof JsonText) return value.text;
  if (Array.isArray(value)) {
    let items = '';
    for (const item of value) items += `${items ? ',' : ''}${item === undefined ? 'null' : toJson(item)}`;
    return `[${items}]`;
  }
  if (isLazyList(value)) return toJson([...value]);
  if (ArrayBuffer.isView(value)) throw new TypeError('bytes have no JSON form; encode them first');
  if ('toJSON' in value && typeof value.toJSON === 'function') return toJson(value.toJSON());
  let members = '';
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) members += `${members ? ',' : ''}${keyToJson(key)}:${toJson(member)}`;
  }
  return `{${members}}`;
}

const PLAIN_KEY = /^[A-Za-z0-9_]*$/;

/** Field names hardly ever need escaping, and a regular expression says so faster than `JSON.stringify`. */
function keyToJson(key: string): string {
  return PLAIN_KEY.test(key) ? `"${key}"` : JSON.stringify(key);
}
