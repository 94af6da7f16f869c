import { DomainError } from './domain-error.js';

/** Lines of a printed statement: a document is made in memory, and read by people. */
export const MOST_PRINTED_LINES = 1_000;

/** More lines than a document should have. */
export class StatementTooLong extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'statement_too_long';

  constructor() {
    super(`a statement in PDF has at most ${MOST_PRINTED_LINES} lines: ask for a shorter time, or for JSON or CSV`);
  }
}

export class StatementPrinterBusy extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'statement_printer_busy';

  constructor() {
    super('too many statements are being printed, try again', { retryAfterSeconds: 1 });
  }
}

/** All lines of a statement, read to the end. @throws StatementTooLong */
export async function readPrintedLines<Line>(lines: AsyncIterable<Line>): Promise<Line[]> {
  const read: Line[] = [];
  for await (const line of lines) {
    if (read.push(line) > MOST_PRINTED_LINES) throw new StatementTooLong();
  }
  return read;
}
