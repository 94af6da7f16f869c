import { Readable } from 'node:stream';
import { setImmediate as nextIteration } from 'node:timers/promises';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';

/** Rows that are printed in one turn of the event loop. */
const CHUNK = 200;

/**
 * Answers with a sheet (RFC 4180) that is written while `rows` are read. Numbers are their digits, and an apostrophe goes before
 * what a spreadsheet would take for a formula (OWASP, CSV Injection).
 */
export function streamCsv(fileName: string, rows: AsyncIterable<readonly unknown[]>): StreamableFile {
  return new StreamableFile(Readable.from(chunks(rows), { objectMode: false }), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${fileName}"`,
  });
}

async function* chunks(rows: AsyncIterable<readonly unknown[]>): AsyncGenerator<Buffer> {
  let chunk: (readonly unknown[])[] = [];
  for await (const row of rows) {
    if (chunk.push(row) < CHUNK) continue;
    yield Buffer.from(printCsv(chunk));
    chunk = [];
    await nextIteration();
  }
  if (chunk.length > 0) yield Buffer.from(printCsv(chunk));
}

/** Rows of a sheet as {@link streamCsv} writes them. */
export function printCsv(rows: readonly (readonly unknown[])[]): string {
  const options = { escape_formulas: true, record_delimiter: 'windows', cast: { bigint: String } } as const;
  return stringify([...rows] as unknown[][], options);
}
