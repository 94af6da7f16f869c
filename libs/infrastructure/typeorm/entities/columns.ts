import type { ColumnOptions } from 'typeorm';

/** Columns as the entities declare them: `@Column(UNITS)`, or `@Column(optional(UNITS))` where the value may be missing. */

export const TEXT = { type: 'text' } satisfies ColumnOptions;
export const BOOLEAN = { type: 'boolean' } satisfies ColumnOptions;
export const SMALLINT = { type: 'smallint' } satisfies ColumnOptions;
export const INTEGER = { type: 'integer' } satisfies ColumnOptions;
export const BYTES = { type: 'bytea' } satisfies ColumnOptions;
export const UUID = { type: 'uuid' } satisfies ColumnOptions;

/** A `bigint` of any size, and of money always. */
export const BIGINT = { type: 'bigint', transformer: { from: BigInt, to: (value) => value } } satisfies ColumnOptions;

/** A `bigint` that stays far below 2^53: a height, the index of an output. */
export const SMALL_BIGINT = {
  type: 'bigint',
  transformer: { from: Number, to: (value) => value },
} satisfies ColumnOptions;

/** A `timestamptz`, in milliseconds since 1970. */
export const MOMENT = {
  type: 'timestamptz',
  transformer: { from: (value: Date) => value.getTime(), to: (value: number) => new Date(value) },
} satisfies ColumnOptions;

/** Bytes as lower-case hex. */
export const HEX = {
  type: 'bytea',
  transformer: { from: (value: Buffer) => value.toString('hex'), to: (value: string) => Buffer.from(value, 'hex') },
} satisfies ColumnOptions;

/** Of any number of places, as text. */
export const DECIMAL = { type: 'numeric' } satisfies ColumnOptions;

/** Two decimal places, which a double tells exactly enough: never money. */
export const HUNDREDTHS = {
  type: 'numeric',
  precision: 5,
  scale: 2,
  transformer: { from: Number, to: (value) => value },
} satisfies ColumnOptions;

type Transformer = { from(value: unknown): unknown; to(value: unknown): unknown };

/** The column may be NULL, which is `undefined` in the entity. */
export function optional(column: ColumnOptions): ColumnOptions {
  const { from, to } = (column.transformer ?? { from: same, to: same }) as Transformer;
  return {
    ...column,
    nullable: true,
    transformer: {
      from: (value: unknown) => (value === null || value === undefined ? undefined : from(value)),
      to: (value: unknown) => (value === null || value === undefined ? value : to(value)),
    },
  };
}

function same(value: unknown): unknown {
  return value;
}
