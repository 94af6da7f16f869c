import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonNumber } from './json-value.js';
import { jsonPieces, toJson } from './json-writer.js';

describe('writing JSON', () => {
  it('writes what JSON.stringify writes, for every value that both know', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        expect(JSON.parse(toJson(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    );
  });

  it('writes bigints and decimals with every digit', () => {
    expect(toJson({ a: 2n ** 63n - 1n, b: JsonNumber.of('0.10000000'), c: -1n })).toBe(
      '{"a":9223372036854775807,"b":0.10000000,"c":-1}',
    );
  });

  it('leaves out what is undefined and writes dates as RFC 3339', () => {
    expect(toJson({ a: undefined, at: new Date(0), list: [undefined, null] })).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","list":[null,null]}',
    );
  });

  it('refuses what would reach the caller as nonsense', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, new Uint8Array(2), () => 1, Symbol('x'), undefined]) {
      expect(() => toJson(value)).toThrow(TypeError);
    }
    for (const text of ['', '1.', '01', 'NaN', '1 ', '+1']) expect(() => JsonNumber.of(text)).toThrow(RangeError);
  });
});

describe('in pieces', () => {
  it('writes a generator as the array of what it gives', () => {
    const lazy = () => ({
      rows: (function* () {
        for (let at = 0; at < 200; at++) yield at;
      })(),
      none: (function* () {})(),
    });
    const text = toJson({ rows: Array.from({ length: 200 }, (_, at) => at), none: [] });
    expect([[...jsonPieces(lazy())].join(''), toJson(lazy())]).toEqual([text, text]);
  });

  it('is the same text, of which no piece is long', () => {
    const row = (at: number) => ({
      id: `row ${at}`,
      units: 2n ** 60n,
      exact: JsonNumber.of('1.50'),
      none: undefined,
      nil: null,
    });
    const rows = Array.from({ length: 500 }, (_, at) => row(at));
    for (const value of [
      { rows, nested: { rows, empty: [], nothing: {} } },
      rows,
      [],
      {},
      'text',
      1n,
      rows.slice(0, 64),
    ]) {
      const pieces = [...jsonPieces(value)];
      expect(pieces.join('')).toBe(toJson(value));
      expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(7_000);
    }
  });
});
