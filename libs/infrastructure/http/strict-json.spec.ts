import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonNumber, type JsonValue } from './json-value.js';
import { toJson } from './json-writer.js';
import { JsonSyntaxError, parseStrictJson } from './strict-json.js';

const WIDE = { maxDepth: 200, maxKeys: 10_000 };
const DUMMY_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What `JSON.parse` would have made of the same text. */
function lossy(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(lossy);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, lossy(member)]));
}

function outcomeOf(read: () => unknown): { value: unknown } | undefined {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

describe('strict JSON', () => {
  it('means what JSON.parse means, for every text that has no forbidden key', () => {
    const json = fc.json({ maxDepth: 6 }).filter((text) => !/__proto__|constructor/.test(text));
    fc.assert(
      fc.property(json, fc.constantFrom('', ' ', '\n\t'), (text, space) => {
        expect(lossy(parseStrictJson(space + text + space, WIDE))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('accepts nothing that JSON.parse refuses', () => {
    const tokens = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '.',
      'e',
      '0',
      'true',
      'nul',
      ' ',
      '\u00a0',
      '\ufeff',
      '\n',
      '/',
      "'",
      'NaN',
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const strict = outcomeOf(() => lossy(parseStrictJson(text)));
        if (strict === undefined) return;
        accepted += 1;
        expect(strict).toEqual(outcomeOf(() => JSON.parse(text)));
      }),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('keeps every number as it was written', () => {
    const number = fc.stringMatching(DUMMY_NUMBER);
    fc.assert(fc.property(number, (text) => expect(toJson(parseStrictJson(`[${text}]`))).toBe(`[${text}]`)));
  });

  it('reads escapes and characters outside the basic plane', () => {
    expect(parseStrictJson('"\\u00e9\\n\\/\\"\\\\\\ud83d\\udca9💩"')).toBe('é\n/"\\💩💩');
  });

  it('makes objects that have no prototype', () => {
    const value = parseStrictJson('{"toString":1,"hasOwnProperty":2}');
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(toJson(value)).toBe('{"toString":1,"hasOwnProperty":2}');
  });

  it.each([
    ['nothing', ''],
    ['only space', '  \n'],
    ['a key twice', '{"a":1,"a":2}'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}'],
    ['__proto__', '{"__proto__":null}'],
    ['__proto__ in escapes', '{"\\u005f_proto__":null}'],
    ['a nested __proto__', '[{"a":{"__proto__":{}}}]'],
    ['constructor', '{"constructor":{"prototype":{}}}'],
    ['text after the value', '{} x'],
    ['two values', '1 2'],
    ['a byte order mark', '\ufeff{}'],
    ['a comment', '{} // x'],
    ['a trailing comma in an object', '{"a":1,}'],
    ['a trailing comma in a list', '[1,]'],
    ['a missing value', '[1,,2]'],
    ['single quotes', "{'a':1}"],
    ['a bare key', '{a:1}'],
    ['NaN', 'NaN'],
    ['Infinity', '-Infinity'],
    ['a hex number', '0x10'],
    ['a leading zero', '01'],
    ['a leading plus', '+1'],
    ['a bare point', '1.'],
    ['an empty exponent', '1e'],
    ['a lone minus', '-'],
    ['a raw line break in a text', '"a\nb"'],
    ['an unknown escape', '"\\x41"'],
    ['a short escape', '"\\u00g0"'],
    ['a lone surrogate in an escape', '"\\ud800"'],
    ['surrogates in the wrong order', '"\\udca9\\ud83d"'],
    ['an unfinished text', '"abc'],
    ['an unfinished object', '{"a":1'],
    ['half a word', 'tru'],
    ['a word and more', 'nullx'],
    ['a no-break space', '\u00a01'],
  ])('refuses %s', (_name, text) => {
    expect(() => parseStrictJson(text)).toThrow(JsonSyntaxError);
    expect(() => parseStrictJson(new TextEncoder().encode(text))).toThrow(JsonSyntaxError);
  });

  it('refuses bytes that are not UTF-8, and a surrogate that stands alone in a text', () => {
    expect(() => parseStrictJson(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))).toThrow('not UTF-8');
    expect(() => parseStrictJson(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).toThrow('not UTF-8');
    expect(() => parseStrictJson('"\ud800"')).toThrow('lone surrogate');
  });

  it('counts depth and keys before it goes on', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const wide = (keys: number) => `{${Array.from({ length: keys }, (_, index) => `"k${index}":0`).join()}}`;
    expect(() => parseStrictJson(nested(32))).not.toThrow();
    expect(() => parseStrictJson(nested(33))).toThrow('nested deeper than 32');
    expect(() => parseStrictJson('['.repeat(400_000))).toThrow('nested deeper than 32');
    expect(() => parseStrictJson(wide(64))).not.toThrow();
    expect(() => parseStrictJson(wide(65))).toThrow('more than 64 keys');
    expect(() => parseStrictJson(wide(60_000))).toThrow('more than 64 keys');
  });

  it('never repeats the input in its messages', () => {
    expect(() => parseStrictJson('{"secret-key":1,"secret-key":2}')).toThrow(/^duplicate key at position \d+$/);
  });
});
