import { toHex } from '@app/chain';
import {
  type Columns,
  type Parameters,
  plainType,
  type RowOf,
  type Statement,
  type ValuesOf,
} from '../sql/statement.js';

/** PostgREST answered something that the function behind a statement never does. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}

/** The body of a call: PostgreSQL reads each value with the input function of its parameter's type. */
export function encodeValues<P extends Parameters>(
  { parameters }: Pick<Statement<P>, 'parameters'>,
  values: ValuesOf<P>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, type]) => [`p_${name}`, encodeValue(plainType(type), values[name])]),
  );
}

function encodeValue(type: string, value: unknown): unknown {
  if (value === null) return null;
  if (type.endsWith('[]')) return (value as unknown[]).map((element) => encodeValue(type.slice(0, -2), element));
  switch (type) {
    case 'bigint':
      return String(value); // a JSON number would do for PostgreSQL, but JSON.stringify knows no bigint
    case 'bytea':
      return `\\x${toHex(value as Uint8Array)}`;
    case 'timestamptz':
      return (value as Date).toISOString();
    case 'jsonb':
      return JSON.parse(value as string);
    case 'text':
      return Buffer.from(value as string, 'utf8').toString('utf8'); // half a surrogate pair becomes U+FFFD, as with a driver
    default:
      return value;
  }
}

/** The rows of an answer: arrays of values in the order of the statement's columns. @throws MalformedAnswer */
export function decodeRows<C extends Columns>(
  { name, columns }: Pick<Statement<Parameters, C>, 'name' | 'columns'>,
  answer: unknown,
): RowOf<C>[] {
  const kinds = Object.entries(columns);
  if (!Array.isArray(answer)) throw new MalformedAnswer(`${name} did not answer a list of rows`);
  return answer.map((row) => {
    if (!Array.isArray(row) || row.length !== kinds.length)
      throw new MalformedAnswer(`${name} answered a row of another shape`);
    return Object.fromEntries(
      kinds.map(([column, type], place) => {
        const value = row[place];
        if (value === null && type.endsWith(' null')) return [column, null];
        return [column, decodeValue(plainType(type), value, `${name}.${column}`)];
      }),
    ) as RowOf<C>;
  });
}

const DECODERS: Record<string, (value: unknown) => unknown> = {
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  smallint: wholeNumber,
  integer: wholeNumber,
  // As text: a JSON number is a double here, and wrong past 2^53.
  bigint: (value) => (typeof value === 'string' && /^-?\d{1,19}$/.test(value) ? value : undefined),
  numeric: (value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? value : undefined),
  text: (value) => (typeof value === 'string' ? value : undefined),
  uuid: (value) => (typeof value === 'string' ? value : undefined),
  bytea: bytes,
  timestamptz: (value) => {
    const date = new Date(typeof value === 'string' ? value : Number.NaN);
    return Number.isNaN(date.getTime()) ? undefined : date;
  },
};

function decodeValue(type: string, value: unknown, place: string): unknown {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) throw new MalformedAnswer(`${place} is no ${type}`);
    return value.map((element) => decodeValue(type.slice(0, -2), element, place));
  }
  const decoded = DECODERS[type]!(value);
  if (decoded === undefined) throw new MalformedAnswer(`${place} is no ${type}`);
  return decoded;
}

function wholeNumber(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

/** PostgreSQL's hex form. */
function bytes(value: unknown): Buffer | undefined {
  if (typeof value !== 'string' || !value.startsWith('\\x')) return undefined;
  const buffer = Buffer.from(value.slice(2), 'hex');
  return buffer.length * 2 === value.length - 2 ? buffer : undefined;
}
