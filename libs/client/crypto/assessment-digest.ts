import { sha256 } from '@noble/hashes/sha2.js';
import type { AssessmentLineResponse } from '../generated/ledger/types.gen.js';
import { toHex } from './bytes.js';

/** What of a line is hashed: everything that does not name a person. */
export type HashedLine = Omit<AssessmentLineResponse, 'name' | 'cnic_masked'>;

/**
 * The hash of an assessment of zakat, computed from its lines: an assessment of which a line was changed, left out or added has another
 * `hash` than this. Lines are added in the order in which the ledger lists them.
 */
export class AssessmentDigest {
  private readonly text = new TextEncoder();
  private readonly hash = sha256.create();

  add({ wallet_address, balance, debts, net, nisab, hawl_from, hawl_until, due, reason, days_left }: HashedLine): void {
    const days = [hawl_from ?? '', hawl_until ?? ''];
    const fields = [wallet_address, balance, debts, net, nisab, ...days, due, reason, days_left ?? ''];
    this.hash.update(this.text.encode(`${fields.join(',')}\n`));
  }

  /** Hex. No line can be added after it. */
  digest(): string {
    return toHex(this.hash.digest());
  }
}
