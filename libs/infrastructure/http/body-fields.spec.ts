import { DomainError } from '@app/kernel';
import { describe, expect, it } from '@jest/globals';
import { BodyFields } from './body-fields.js';
import { ValidationFailed } from './field-issue.js';
import { parseStrictJson } from './strict-json.js';
import { UnreadableBody, UnsupportedMediaType } from './unreadable-body.js';

const fieldsOf = (json: string) => new BodyFields(parseStrictJson(json));
const typesOf = (fields: BodyFields) => fields.issues.map((issue) => issue.type);

class Refused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'refused';
}

describe('the fields of a body', () => {
  it('are undefined when they are absent or null, and that is no issue', () => {
    const fields = fieldsOf('{"a":null}');
    expect([fields.string('a'), fields.integer('b'), fields.strings('c'), fields.object('d')]).toEqual(
      Array(4).fill(undefined),
    );
    expect(fields.issues).toEqual([]);
  });

  it('are not found on a prototype', () => {
    const fields = fieldsOf('{}');
    expect([fields.string('toString'), fields.object('hasOwnProperty')]).toEqual([undefined, undefined]);
    expect(fields.issues).toEqual([]);
  });

  it.each(['9223372036854775807', '-9223372036854775808', '0', '-0', '9007199254740993'])(
    'hold the integer %s',
    (text) => {
      const fields = fieldsOf(`{"n":${text}}`);
      expect(fields.integer('n')).toBe(BigInt(text));
      expect(fields.issues).toEqual([]);
    },
  );

  it.each([
    '1.0',
    '1e2',
    '-0.0',
    '"5"',
    '""',
    'true',
    '[]',
    '[1]',
    '{}',
    '9223372036854775808',
    '-9223372036854775809',
    `1${'0'.repeat(30)}`,
  ])('hold no integer in %s', (text) => {
    const fields = fieldsOf(`{"n":${text}}`);
    expect(fields.integer('n')).toBeUndefined();
    expect(fields.issues).toEqual([
      { loc: ['body', 'n'], msg: expect.any(String), type: expect.stringMatching(/^int_/) },
    ]);
  });

  it.each([
    ['10.5', '10.5'],
    ['"10.50000000"', '10.50000000'],
    ['-1', '-1'],
    ['123456789012345678.12345678', '123456789012345678.12345678'],
  ])('hold the decimal %s as its text', (json, text) => {
    expect(fieldsOf(`{"n":${json}}`).decimal('n', 8)).toBe(text);
  });

  it.each([
    ['1e-9', 'decimal_type'],
    ['"1e3"', 'decimal_type'],
    ['" 1"', 'decimal_type'],
    ['"0x10"', 'decimal_type'],
    ['"+1"', 'decimal_type'],
    ['"01"', 'decimal_type'],
    ['".5"', 'decimal_type'],
    ['"NaN"', 'decimal_type'],
    ['"٣"', 'decimal_type'],
    ['true', 'decimal_type'],
    ['0.123456789', 'decimal_max_places'],
    ['1'.repeat(41), 'decimal_max_digits'],
  ])('hold no decimal in %s', (json, type) => {
    const fields = fieldsOf(`{"n":${json}}`);
    expect([fields.decimal('n', 8), typesOf(fields)]).toEqual([undefined, [type]]);
  });

  it('name the item of a list that is wrong', () => {
    const fields = fieldsOf('{"c":["a",1,"b"],"inputs":[{"vout":1},{"vout":"x"},3],"d":"e"}');
    expect(fields.strings('c')).toEqual(['a', 'b']);
    expect(fields.objects('inputs')?.map((input) => input.integer('vout'))).toEqual([1n, undefined]);
    expect(fields.strings('d')).toBeUndefined();
    expect(fields.issues.map(({ loc }) => loc)).toEqual([
      ['body', 'c', 1],
      ['body', 'inputs', 2],
      ['body', 'inputs', 1, 'vout'],
      ['body', 'd'],
    ]);
  });

  it('name a nested field by its whole place', () => {
    const fields = fieldsOf('{"auth_data":{"timestamp":"x"}}');
    fields.object('auth_data')?.require('signature').integer('timestamp');
    expect(fields.issues.map(({ loc, type }) => [...loc, type])).toEqual([
      ['body', 'auth_data', 'signature', 'missing'],
      ['body', 'auth_data', 'timestamp', 'int_type'],
    ]);
  });

  it('refuse a text with a NUL, which no database takes', () => {
    const fields = fieldsOf('{"name":"a\\u0000b"}');
    expect([fields.string('name'), typesOf(fields)]).toEqual([undefined, ['string_type']]);
  });

  it('end in the refusal of the caller, or in the list of what is wrong', () => {
    const fields = fieldsOf('{"name":1}').require('email');
    fields.string('name');
    expect(() => fields.orRefuse(() => new Refused('invalid request body'))).toThrow(Refused);
    expect(() => fields.orList()).toThrow(ValidationFailed);
    expect(() => fieldsOf('{}').orList()).not.toThrow();
  });
});

describe('a body that is no object', () => {
  it('is one issue, and its fields are not called missing on top', () => {
    for (const [body, type] of [
      [undefined, 'missing'],
      [new UnreadableBody('syntax'), 'json_invalid'],
      [[], 'object_type'],
      ['x', 'object_type'],
    ] as const) {
      expect(typesOf(new BodyFields(body).require('a', 'b'))).toEqual([type]);
    }
  });

  it('is an object without fields when it is null', () => {
    expect(new BodyFields(null).issues).toEqual([]);
    expect(typesOf(new BodyFields(null).require('a'))).toEqual(['missing']);
  });

  it('is refused at once when it is not declared as JSON', () => {
    expect(() => new BodyFields(new UnreadableBody('media-type'))).toThrow(UnsupportedMediaType);
  });
});
