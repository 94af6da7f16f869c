import { streamCsv } from '@app/infrastructure/http/csv-stream.js';
import type { Slice } from '@app/kernel';
import type { NamedLine } from '@app/zakat';
import type { StreamableFile } from '@nestjs/common';
import { assessmentLineJson } from './assessment-lines.dto.js';

const COLUMNS = [
  'wallet_address',
  'name',
  'cnic_masked',
  'balance',
  'debts',
  'net',
  'nisab',
  'hawl_from',
  'hawl_until',
  'due',
  'reason',
  'days_left',
];

/** Lines that are opened at once. */
const PAGE = 200;

/** A sheet of all lines, read while it is written. */
export function streamLinesCsv(
  fileName: string,
  read: (afterPosition: number | undefined, limit: number) => Promise<Slice<NamedLine>>,
): StreamableFile {
  return streamCsv(fileName, rowsOf(read));
}

async function* rowsOf(read: Parameters<typeof streamLinesCsv>[1]): AsyncGenerator<readonly unknown[]> {
  yield COLUMNS;
  for (let after: number | undefined; ; ) {
    const { rows, hasMore } = await read(after, PAGE);
    for (const line of rows) yield cellsOf(line);
    if (!hasMore) return;
    after = rows.at(-1)!.position;
  }
}

function cellsOf(line: NamedLine): unknown[] {
  const cells: Record<string, unknown> = assessmentLineJson(line);
  return COLUMNS.map((column) => cells[column]);
}
