import type { ApiPropertyOptions } from '@nestjs/swagger';
import { ISSUES } from '../field-issue.js';
import { JsonNumber, type JsonValue } from '../json-value.js';
import { type Fault, Field, type Kind, NO_FAULT, type Refusal } from './field.js';
import { isText } from './texts.js';

const INTEGER_LITERAL = /^-?[0-9]+$/;
const INT64_LITERAL = /^-?(?:0|[1-9][0-9]{0,19})$/;
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

const INTEGER: Kind = {
  name: 'integer',
  convert: (value) => int64Of(value) ?? value,
  faults: (value) => (typeof value === 'bigint' ? NO_FAULT : [integerFault(value)]),
  schema: { type: 'integer', format: 'int64' },
};

function int64Of(value: JsonValue): bigint | undefined {
  if (!(value instanceof JsonNumber) || !INT64_LITERAL.test(value.text)) return undefined;
  const integer = BigInt(value.text);
  return integer >= MIN_INT64 && integer <= MAX_INT64 ? integer : undefined;
}

function integerFault(value: unknown): Fault {
  if (!(value instanceof JsonNumber)) return ISSUES.integer;
  return INTEGER_LITERAL.test(value.text) ? ISSUES.integerSize : ISSUES.integerLiteral;
}

/** A `bigint` of signed 64 bits, from an integer literal only: `1.0`, `1e2` and `"1"` are refused. */
export function IsInteger(schema?: ApiPropertyOptions): PropertyDecorator {
  return Field(INTEGER, schema);
}

const PLAIN_DECIMAL = /^-?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const EXPONENT = /^[-+]?[0-9.]{1,40}[eE][-+]?[0-9]{1,40}$/;
const MAX_DECIMAL_LENGTH = 40;

/**
 * The text of a plain decimal (`-12.50`), given as a JSON number literal or as a string: no exponent, no leading zeros or plus
 * sign, at most `places` digits after the point.
 */
export function IsDecimal(places: number, schema?: ApiPropertyOptions): PropertyDecorator {
  const kind: Kind = {
    name: 'decimal',
    convert: (value) => (value instanceof JsonNumber ? value.text : value),
    faults: (value) => decimalFaults(value, places),
    schema: { type: 'number' },
  };
  return Field(kind, decimalSchema(places, schema));
}

/** Both forms; what bounds the number does not bound a text, which only its sign can show. */
function decimalSchema(places: number, { minimum, maximum, ...others }: ApiPropertyOptions = {}): ApiPropertyOptions {
  const sign = minimum === 0 ? '' : '-?';
  const text = {
    type: 'string',
    pattern: `^${sign}(0|[1-9][0-9]*)(\\.[0-9]{1,${places}})?$`,
    maxLength: MAX_DECIMAL_LENGTH,
  };
  return { oneOf: [{ type: 'number', minimum, maximum }, text], ...others } as ApiPropertyOptions;
}

function decimalFaults(value: unknown, places: number): readonly Fault[] {
  if (typeof value !== 'string') return [ISSUES.decimal];
  const plain = PLAIN_DECIMAL.exec(value);
  if (!plain) return [EXPONENT.test(value) ? ISSUES.decimalExponent : ISSUES.decimal];
  if ((plain[1]?.length ?? 0) > places) return [ISSUES.decimalPlaces];
  return value.length > MAX_DECIMAL_LENGTH ? [ISSUES.decimalDigits] : NO_FAULT;
}

const WHOLE_NUMBER = /^(?:0|-?[1-9][0-9]{0,17})$/;

/** Of a query: a whole number in canonical digits, no plus sign, exponent or leading zeros, from `min` to `max` inclusive. */
export function IsCount(
  { min, max }: { min: number; max: number },
  schema?: ApiPropertyOptions,
  refusal?: Refusal,
): PropertyDecorator {
  const kind: Kind = {
    name: 'count',
    convert: (value) => (typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value),
    faults: (value) => {
      if (typeof value !== 'number') return [isText(value) ? ISSUES.integer : ISSUES.string];
      if (value >= min && value <= max) return NO_FAULT;
      const type = value < min ? 'greater_than_equal' : 'less_than_equal';
      return [{ msg: `Input should be from ${min} to ${max}`, type }];
    },
    schema: { type: 'integer', minimum: min, maximum: max },
  };
  return Field(kind, schema, refusal);
}
