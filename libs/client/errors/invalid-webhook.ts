import { MizanError } from './mizan-error.js';

/** What was checked when a webhook turned out not to be one of this owner, or not of now. */
export type FailedWebhookCheck = 'headers' | 'timestamp' | 'signature' | 'payload';

/** What came is no webhook that was signed with one of the secrets a moment ago. `code` names the first check that failed. */
export class InvalidWebhook extends MizanError {
  override readonly name = 'InvalidWebhook';
  declare readonly code: FailedWebhookCheck;

  constructor(code: FailedWebhookCheck, detail: string, cause?: unknown) {
    super({ status: 0, code, detail, cause });
  }
}
