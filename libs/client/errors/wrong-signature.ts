import { MizanError } from './mizan-error.js';

/** What a signer returned is no signature of the digest by its public key. Nothing was submitted. */
export class WrongSignature extends MizanError {
  override readonly name = 'WrongSignature';

  constructor(detail: string, cause?: unknown) {
    super({ status: 0, code: 'wrong_signature', detail, cause });
  }
}
