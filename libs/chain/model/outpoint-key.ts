import { asBuffer } from './bytes.js';
import type { Outpoint } from './transaction.js';

/** An outpoint as a key of a Map: the bytes of the ID as characters, then the index. Not for reading; half the size of hex. */
export function outpointKey({ txid, vout }: Outpoint): string {
  return `${asBuffer(txid).toString('latin1')}${vout}`;
}
