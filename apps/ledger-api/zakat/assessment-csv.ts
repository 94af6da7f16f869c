import { Readable } from 'node:stream';
import { setImmediate as nextIteration } from 'node:timers/promises';
import type { Slice } from '@app/kernel';
import type { NamedLine } from '@app/zakat';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
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

/** Lines of a page: so many are opened and printed in one turn of the event loop. */
const PAGE = 200;

/**
 * A sheet of all lines (RFC 4180), read while it is written. Names are what people typed: a spreadsheet would run one that
 * begins like a formula, so an apostrophe goes before it (OWASP, CSV Injection).
 */
export function streamLinesCsv(
  fileName: string,
  read: (afterPosition: number | undefined, limit: number) => Promise<Slice<NamedLine>>,
): StreamableFile {
  return new StreamableFile(Readable.from(pages(read), { objectMode: false }), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${fileName}"`,
  });
}

async function* pages(read: Parameters<typeof streamLinesCsv>[1]): AsyncGenerator<Buffer> {
  yield Buffer.from(printed([COLUMNS]));
  for (let after: number | undefined; ; ) {
    const { rows, hasMore } = await read(after, PAGE);
    yield Buffer.from(printed(rows.map(cellsOf)));
    if (!hasMore) return;
    after = rows.at(-1)!.position;
    await nextIteration();
  }
}

function cellsOf(line: NamedLine): unknown[] {
  const cells: Record<string, unknown> = assessmentLineJson(line);
  return COLUMNS.map((column) => cells[column]);
}

function printed(rows: readonly unknown[][]): string {
  return stringify([...rows], { escape_formulas: true, record_delimiter: 'windows', cast: { bigint: String } });
}
