import { type BlockHeader, blockHash, headerBytes } from './block.js';
import { Sha256Tail } from './sha256-tail.js';

export const MAX_BITS = 32;

/** Whether `hash` starts with at least `bits` zero bits. */
export function meetsTarget(hash: Uint8Array, bits: number): boolean {
  return Math.clz32((hash[0]! << 24) | (hash[1]! << 16) | (hash[2]! << 8) | hash[3]!) >= bits;
}

/** Words of the header's last block of SHA-256 that hold the nonce, which lies across them. */
const NONCE_WORDS = { first: 8, middle: 9, last: 10 } as const;

/**
 * Searches the nonce, from `from` up, whose header hash meets `header.bits`: 2^bits hashes on average, about half a microsecond
 * each. It holds the thread meanwhile; call it from a worker for more than a dozen bits.
 */
export function mine(header: Omit<BlockHeader, 'nonce'>, from = 0): { nonce: number; hash: Buffer } {
  const tail = new Sha256Tail(headerBytes({ ...header, nonce: 0 }));
  const { words } = tail;
  const { first, middle, last } = NONCE_WORDS;
  const beforeNonce = words[first]!;
  const afterNonce = words[last]!;
  for (let nonce = from; nonce <= Number.MAX_SAFE_INTEGER; nonce++) {
    const high = Math.floor(nonce / 2 ** 32);
    words[first] = beforeNonce | (high >>> 16);
    words[middle] = (high << 16) | ((nonce >>> 16) & 0xffff);
    words[last] = (nonce << 16) | afterNonce;
    if (Math.clz32(tail.firstWord()) >= header.bits) return { nonce, hash: blockHash({ ...header, nonce }) };
  }
  throw new Error('no nonce meets the target');
}
