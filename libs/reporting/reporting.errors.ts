import { DomainError } from '@app/kernel';

/** A part of a report could not be read. The specification answers it with 500. */
export class ReportFailed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'report_failed';
}
