import { type BlockHeader, headerBytes, NONCE_OFFSET } from './block.js';
import { sha256 } from './bytes.js';

export const MAX_BITS = 32;

/** Whether `hash` starts with at least `bits` zero bits. */
export function meetsTarget(hash: Uint8Array, bits: number): boolean {
  return Math.clz32((hash[0]! << 24) | (hash[1]! << 16) | (hash[2]! << 8) | hash[3]!) >= bits;
}

/**
 * Searches the nonce, from 0 up, whose header hash meets `header.bits`: 2^bits hashes on average, about half a microsecond
 * each. It holds the thread meanwhile; call it from a worker for more than a dozen bits.
 */
export function mine(header: Omit<BlockHeader, 'nonce'>): { nonce: number; hash: Buffer } {
  const bytes = headerBytes({ ...header, nonce: 0 });
  for (let nonce = 0; nonce <= Number.MAX_SAFE_INTEGER; nonce++) {
    bytes.writeUInt32BE(Math.floor(nonce / 2 ** 32), NONCE_OFFSET);
    bytes.writeUInt32BE(nonce % 2 ** 32, NONCE_OFFSET + 4);
    const hash = sha256(bytes);
    if (meetsTarget(hash, header.bits)) return { nonce, hash };
  }
  throw new Error('no nonce meets the target');
}
