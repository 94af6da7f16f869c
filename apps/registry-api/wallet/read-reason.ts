import type { BodyFields } from '@app/infrastructure/http/body-fields.js';

const MAX_REASON_LENGTH = 500;

/** Why an administrator does something, for the audit trail. What is wrong with it is reported to `fields`. */
export function readReason(fields: BodyFields): string | undefined {
  const reason = fields.require('reason').string('reason')?.trim();
  if (reason !== undefined && (reason.length === 0 || reason.length > MAX_REASON_LENGTH))
    fields.reportField('reason', {
      msg: `Reason should have 1 to ${MAX_REASON_LENGTH} characters`,
      type: 'value_error',
    });
  return reason;
}
