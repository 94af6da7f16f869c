import { DomainError } from '@app/kernel';

/** A part of a report could not be read. The specification answers it with 500. */
export class ReportFailed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'report_failed';
}

/** More lines than a document should have. */
export class StatementTooLong extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'statement_too_long';

  constructor(most: number) {
    super(`a statement in PDF has at most ${most} lines: ask for a shorter time, or for JSON or CSV`);
  }
}

export class StatementPrinterBusy extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'statement_printer_busy';

  constructor() {
    super('too many statements are being printed, try again', { retryAfterSeconds: 1 });
  }
}
