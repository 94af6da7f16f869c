import { DomainError } from "../kernel/index.js";
/** A part of a report could not be read. The specification answers it with 500. */
export class ReportFailed extends DomainError {
    kind = 'unavailable';
    code = 'report_failed';
    status = 500;
}
//# sourceMappingURL=reporting.errors.js.map