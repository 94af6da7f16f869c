import type { ColumnOptions, ValueTransformer } from 'typeorm';

/** Columns as the entities declare them: `@Column(UNITS)`, or `@Column(optional(UNITS))` where the value may be missing. */

export const TEXT = { type: 'text' } satisfies ColumnOptions;
export const BOOLEAN = { type: 'boolean' } satisfies ColumnOptions;
export const SMALLINT = { type: 'smallint' } satisfies ColumnOptions;
export const INTEGER = { type: 'integer' } satisfies ColumnOptions;
export const BYTES = { type: 'bytea' } satisfies ColumnOptions;
export const UUID = { type: 'uuid' } satisfies ColumnOptions;

/** A `bigint` of any size, and of money always. */
export const BIGINT = { type: 'bigint', transformer: converting(BigInt) } satisfies ColumnOptions;

/** The database counts rows by itself, and refuses a number that is given. */
export const IDENTITY = {
  ...BIGINT,
  generated: 'identity',
  generatedIdentity: 'ALWAYS',
  insert: false,
  update: false,
} satisfies ColumnOptions;

/** A `bigint` that stays far below 2^53: a height, the index of an output. */
export const SMALL_BIGINT = { type: 'bigint', transformer: converting(Number) } satisfies ColumnOptions;

/** A `timestamptz`, in milliseconds since 1970. */
export const MOMENT = {
  type: 'timestamptz',
  transformer: converting(
    (value: Date) => value.getTime(),
    (value: number) => new Date(value),
  ),
} satisfies ColumnOptions;

/** A calendar day, as `2026-02-19`. */
export const DAY = { type: 'date' } satisfies ColumnOptions;

/** Bytes as lower-case hex. */
export const HEX = {
  type: 'bytea',
  transformer: converting(
    (value: Buffer) => value.toString('hex'),
    (value: string) => Buffer.from(value, 'hex'),
  ),
} satisfies ColumnOptions;

/** Of any number of places, as text. */
export const DECIMAL = { type: 'numeric' } satisfies ColumnOptions;

/** Two decimal places, which a double tells exactly enough: never money. */
export const HUNDREDTHS = {
  type: 'numeric',
  precision: 5,
  scale: 2,
  transformer: converting(Number),
} satisfies ColumnOptions;

/** The column may be NULL, which is `undefined` in the entity. */
export function optional(column: ColumnOptions): ColumnOptions {
  return { ...column, nullable: true, transformer: column.transformer ?? converting(same) };
}

/** What is missing is not converted: TypeORM leaves out `undefined`, and writes `null`. */
function converting<Stored, Value>(
  from: (stored: Stored) => Value,
  to: (value: Value) => unknown = same,
): ValueTransformer {
  return {
    from: (stored: Stored | null) => (stored === null ? undefined : from(stored)),
    to: (value: Value | null | undefined) => (value === null || value === undefined ? value : to(value)),
  };
}

function same<T>(value: T): T {
  return value;
}
