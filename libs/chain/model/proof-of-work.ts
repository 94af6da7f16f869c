import { type BlockHeader, blockHash, headerBytes } from './block.js';
import { LANES } from './lanes.js';
import { Sha256Tail } from './sha256-tail.js';

export const MAX_BITS = 32;

/** Whether `hash` starts with at least `bits` zero bits. */
export function meetsTarget(hash: Uint8Array, bits: number): boolean {
  return Math.clz32((hash[0]! << 24) | (hash[1]! << 16) | (hash[2]! << 8) | hash[3]!) >= bits;
}

/** Words of the header's last block of SHA-256 that hold the nonce, which lies across them. */
const NONCE_WORDS = { first: 8, middle: 9, last: 10 } as const;

/**
 * Searches the first nonce, from `from` up, whose header hash meets `header.bits`: 2^bits hashes on average, 0.15 microseconds
 * each. It holds the thread meanwhile; call it from a worker for more than a dozen bits.
 */
export function mine(header: Omit<BlockHeader, 'nonce'>, from = 0): { nonce: number; hash: Buffer } {
  const tail = new Sha256Tail(headerBytes({ ...header, nonce: 0 }));
  const beforeNonce = tail.word(NONCE_WORDS.first);
  const afterNonce = tail.word(NONCE_WORDS.last);
  for (let nonce = from; nonce + LANES <= Number.MAX_SAFE_INTEGER; nonce += LANES) {
    for (let lane = 0; lane < LANES; lane++) {
      const candidate = nonce + lane;
      const high = Math.floor(candidate / 2 ** 32);
      tail.setWord(lane, NONCE_WORDS.first, beforeNonce | (high >>> 16));
      tail.setWord(lane, NONCE_WORDS.middle, (high << 16) | ((candidate >>> 16) & 0xffff));
      tail.setWord(lane, NONCE_WORDS.last, (candidate << 16) | afterNonce);
    }
    const found = tail.firstWords().findIndex((word) => Math.clz32(word) >= header.bits);
    if (found >= 0) return { nonce: nonce + found, hash: blockHash({ ...header, nonce: nonce + found }) };
  }
  throw new Error('no nonce meets the target');
}
