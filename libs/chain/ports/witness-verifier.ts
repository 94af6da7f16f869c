import type { TransactionInput } from '../model/transaction.js';

/** What shows that an input may be spent. */
export type Witness = Pick<TransactionInput, 'publicKey'> & { readonly signature: Uint8Array };

/** Verifies many signatures over one digest away from the thread that answers requests: each takes 50 µs to 2 ms. */
export abstract class WitnessVerifier {
  /** Whether all hold. Keys have 33 bytes and signatures 64, or they do not hold. */
  abstract allHold(digest: Uint8Array, witnesses: readonly Witness[]): Promise<boolean>;
}
