import { isJsonObject, type JsonObject, type JsonValue } from '@app/infrastructure/http/json-value.js';
import { type Cell, fieldLines, tableLines } from '../../asking/rendering/columns.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';

type Fact = Cell | undefined;

/** `name  value` for the members that an answer has. */
export function factLines(facts: readonly (readonly [name: string, value: Fact])[]): string[] {
  return fieldLines(facts.filter((fact): fact is readonly [string, Cell] => fact[1] !== undefined));
}

/** A member that may be missing or null. */
export function optional(value: JsonValue | undefined): string | undefined {
  return value === undefined || value === null ? undefined : plain(value);
}

/** `375 units` */
export function units(value: JsonValue | undefined): string {
  return `${plain(value)} units`;
}

/** `1/40` */
export function ratio(value: JsonValue | undefined): string {
  const { numerator, denominator } = member(value);
  return `${plain(numerator)}/${plain(denominator)}`;
}

/** An object within an answer, empty when it has none there. */
export function member(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The objects of a list within an answer. */
export function members(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** How a column is made of a row; a number stands at the right. */
export type ColumnOf = readonly [title: string, value: (row: JsonObject) => string | undefined, align?: 'right'];

/** A table of `rows`, or `none`. */
export function rowLines(
  rows: readonly JsonObject[],
  columns: readonly ColumnOf[],
  none: string,
  palette: Palette,
): string[] {
  if (rows.length === 0) return [none];
  return tableLines(
    columns.map(([title, , align]) => ({ title, ...(align && { align }) })),
    rows.map((row) => columns.map(([, value]) => value(row) ?? '-')),
    palette.faint,
  );
}
