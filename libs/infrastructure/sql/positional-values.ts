import { byteaArray, int4Array, int8Array, textArray, timestamptzArray } from './binary-array.js';
import { type Parameters, plainType, type Statement, type ValuesOf } from './statement.js';

/** The values of a statement in the order of `$1`, `$2`, … as `pg` takes them: long arrays in PostgreSQL's binary form. */
export function positionalValues<P extends Parameters>(
  { parameters }: Pick<Statement<P>, 'parameters'>,
  values: ValuesOf<P>,
): unknown[] {
  return Object.entries(parameters).map(([name, type]) => positionalValue(plainType(type), values[name]));
}

function positionalValue(type: string, value: unknown): unknown {
  if (value === null) return null;
  switch (type) {
    case 'bytea[]':
      return byteaArray(value as Uint8Array[]);
    case 'bigint[]':
      return int8Array(value as (number | bigint)[]);
    case 'integer[]':
      return int4Array(value as (number | null)[]);
    case 'text[]':
      return textArray(value as string[]);
    case 'timestamptz[]':
      return timestamptzArray(value as Date[]);
    default:
      return value;
  }
}
