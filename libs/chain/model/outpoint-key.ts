import { toHex } from './bytes.js';
import type { Outpoint } from './transaction.js';

/** `txid:vout` with the ID in hex: an outpoint as a key of a Map. */
export function outpointKey({ txid, vout }: Outpoint): string {
  return `${toHex(txid)}:${vout}`;
}
