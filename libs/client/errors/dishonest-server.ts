import { MizanError } from './mizan-error.js';

/** What was checked when the answer turned out to be wrong. */
export type FailedCheck =
  | 'form'
  | 'inputs'
  | 'outputs'
  | 'recipient'
  | 'amount'
  | 'change'
  | 'transaction_id'
  | 'digest'
  | 'coin'
  | 'coin_owner'
  | 'coin_values'
  | 'signature'
  | 'proof'
  | 'block_hash'
  | 'work'
  | 'trusted_block'
  | 'registry_key'
  | 'event_order'
  | 'event_content'
  | 'event_type';

/**
 * An answer of the server contradicts what this client asked for or computed: the server, or a proxy on the way, is wrong
 * or dishonest. `code` names the first check that failed. Nothing was signed on the strength of this answer, and asking
 * again does not help.
 */
export class DishonestServer extends MizanError {
  override readonly name = 'DishonestServer';
  declare readonly code: FailedCheck;

  constructor(code: FailedCheck, detail: string, cause?: unknown) {
    super({ status: 0, code, detail, cause });
  }
}
