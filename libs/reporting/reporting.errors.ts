import { DomainError } from '@app/kernel';

/** A part of a report could not be read. The specification answers it with 500. */
export class ReportFailed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'report_failed';
}

/** One end of a time is no time, or they are in the wrong order. */
export class InvalidTime extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_time';

  constructor(
    message: string,
    override readonly field: 'from' | 'to',
  ) {
    super(message);
  }
}
