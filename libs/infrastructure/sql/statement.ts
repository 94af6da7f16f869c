/** What a parameter of each SQL type may be here. */
interface Given {
  boolean: boolean;
  smallint: number;
  integer: number;
  /** Text is decimal. */
  bigint: number | bigint | string;
  text: string;
  uuid: string;
  bytea: Uint8Array;
  timestamptz: Date;
  /** JSON text. */
  jsonb: string;
  'bytea[]': readonly Uint8Array[];
  'bigint[]': readonly (number | bigint)[];
  'integer[]': readonly (number | null)[];
  'text[]': readonly string[];
  'timestamptz[]': readonly Date[];
}

/** What a column of each SQL type is here. A whole number that may pass 2^53 is decimal text. */
interface Taken {
  boolean: boolean;
  smallint: number;
  integer: number;
  bigint: string;
  numeric: string;
  text: string;
  uuid: string;
  bytea: Buffer;
  timestamptz: Date;
  'bytea[]': Buffer[];
  'text[]': string[];
}

export type ParameterType = keyof Given;
export type ColumnType = keyof Taken;
type OrNull<Type extends string> = Type | `${Type} null`;

export type Parameters = Readonly<Record<string, OrNull<ParameterType>>>;
export type Columns = Readonly<Record<string, OrNull<ColumnType>>>;

/**
 * One SQL statement of a store, under a name. It is all that a business action asks of the database, so it is one
 * transaction wherever it runs: as it stands over a connection, or behind an SQL function of that name over PostgREST,
 * which is generated from this (`npm run supabase:migrations`).
 */
export interface Statement<P extends Parameters = Parameters, C extends Columns = Columns> {
  /** Lower case with underscores; unique in its store. */
  readonly name: string;
  /**
   * A `read` changes nothing and may be asked again when its answer is lost. An `append` is a write that only the holder of
   * the writer's lease may do; where no session holds a lease for it, the database itself must refuse everybody else.
   */
  readonly effect: 'read' | 'write' | 'append';
  /** By name, in the order of `$1`, `$2`, … in {@link sql}. */
  readonly parameters: P;
  /** What each row of the answer holds; none when nothing is answered. */
  readonly columns: C;
  readonly sql: string;
  /** A read that is asked so often that planning it each time would cost more than running it, and whose plan suits all values. */
  readonly isHot?: boolean;
}

type Value<Types, Type> = Type extends `${infer Plain} null`
  ? Plain extends keyof Types
    ? Types[Plain] | null
    : never
  : Type extends keyof Types
    ? Types[Type]
    : never;

export type ValuesOf<P extends Parameters> = { readonly [Name in keyof P]: Value<Given, P[Name]> };
export type RowOf<C extends Columns> = { -readonly [Name in keyof C]: Value<Taken, C[Name]> };

/** Where named statements run. */
export interface Statements {
  /**
   * Runs one statement, committed by itself, and returns its rows.
   * @throws DatabaseUnavailable (and its kinds), ConstraintViolated
   */
  run<P extends Parameters, C extends Columns>(statement: Statement<P, C>, values: ValuesOf<P>): Promise<RowOf<C>[]>;
}

type Definition<P extends Parameters, C extends Columns> = Pick<
  Statement<P, C>,
  'parameters' | 'columns' | 'sql' | 'isHot'
>;

export function read<const P extends Parameters, const C extends Columns>(
  name: string,
  definition: Definition<P, C>,
): Statement<P, C> {
  return { name, effect: 'read', ...definition };
}

export function write<const P extends Parameters, const C extends Columns>(
  name: string,
  definition: Definition<P, C>,
): Statement<P, C> {
  return { name, effect: 'write', ...definition };
}

export function append<const P extends Parameters, const C extends Columns>(
  name: string,
  definition: Definition<P, C>,
): Statement<P, C> {
  return { name, effect: 'append', ...definition };
}

/** The type without its permission to be null. */
export function plainType<Type extends string>(type: Type | `${Type} null`): Type {
  return type.replace(/ null$/, '') as Type;
}
