import { isatty } from 'node:tty';
import type { Paint } from './palette.js';

/** Text, or text in a colour: padding is counted without the colour. */
export type Cell = string | { readonly text: string; readonly paint: Paint };

export interface Column {
  readonly title: string;
  /** For numbers. Default left. */
  readonly align?: 'right';
}

/**
 * A head and one line for each row, the columns as wide as their widest cell. Where that is wider than the terminal, the rows
 * stand one below the other, a line for each cell: a table whose lines wrap cannot be read, and its IDs cannot be copied.
 *
 * @param width of the terminal, `undefined` when there is none
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  head: Paint,
  width: number | undefined = terminalWidth(),
): string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => textOf(row[index]!).length)),
  );
  const needed = widths.reduce((sum, column) => sum + column + 2, -2);
  if (width !== undefined && needed > width) return rows.flatMap((row, index) => record(columns, row, index));
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, index) => padded(cell, widths[index]!, columns[index]!.align))
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => ({ text: title, paint: head }))), ...rows.map(line)];
}

function record(columns: readonly Column[], row: readonly Cell[], index: number): string[] {
  const fields = columns.map(({ title }, column) => [title, row[column]!] as const);
  return [...(index > 0 ? [''] : []), ...fieldLines(fields)];
}

function terminalWidth(): number | undefined {
  return isatty(1) ? process.stdout.columns : undefined;
}

/** `name  value`, one to a line, the values below one another. */
export function fieldLines(fields: readonly (readonly [name: string, value: Cell])[]): string[] {
  const width = Math.max(...fields.map(([name]) => name.length));
  return fields.map(([name, value]) => `${name.padEnd(width)}  ${painted(value)}`);
}

function padded(cell: Cell, width: number, align: Column['align']): string {
  const space = ' '.repeat(width - textOf(cell).length);
  return align === 'right' ? space + painted(cell) : painted(cell) + space;
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function painted(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.paint(cell.text);
}
