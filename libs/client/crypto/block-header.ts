import { sha256 } from '@noble/hashes/sha2.js';
import { bigEndian, concatBytes, fromHex, hashTag } from './bytes.js';
import { demand, objectOf, textOf } from './demand.js';

/** All that the hash of a block commits to, as the ledger prints it. Hashes are hex. */
export interface BlockHeader {
  readonly height: number | bigint;
  /** Of the block below; empty for block 0. */
  readonly prev_hash: string;
  readonly merkle_root: string;
  /** Unix seconds. */
  readonly timestamp: number | bigint;
  /** Zero bits that the hash must start with. */
  readonly bits: number | bigint;
  readonly nonce: number | bigint;
}

const HEADER_TAG = hashTag('mizan/block/1');

/**
 * The 106 hashed bytes: tag (16), version 1, height (8), previous hash (32, zeros for block 0), Merkle root (32), time (8),
 * bits, nonce (8).
 * @throws DishonestServer (`form`) for what has no such bytes
 */
export function headerBytes(header: BlockHeader): Uint8Array {
  const { height, prev_hash: previousHash, merkle_root: merkleRoot, timestamp, bits, nonce } = objectOf(header);
  const below =
    (height === 0 || height === 0n) && previousHash === '' ? new Uint8Array(32) : fromHex(textOf(previousHash), 32);
  const root = fromHex(textOf(merkleRoot), 32);
  demand(below !== undefined && root !== undefined, 'form', 'the hashes of a header have 32 bytes');
  try {
    const [start, middle] = [concatBytes(HEADER_TAG, Uint8Array.of(1), bigEndian(height, 8)), bigEndian(timestamp, 8)];
    return concatBytes(start, below, root, middle, bigEndian(bits, 1), bigEndian(nonce, 8));
  } catch {
    demand(false, 'form', 'the numbers of a header are whole numbers, exact');
  }
}

/** SHA-256 of {@link headerBytes}. */
export function blockHash(header: BlockHeader): Uint8Array {
  return sha256(headerBytes(header));
}

/** The work that a hash shows: 2 to the power of its leading zero bits is how many had to be tried for it on average. */
export function leadingZeroBits(hash: Uint8Array): number {
  const zeroBytes = hash.findIndex((byte) => byte !== 0);
  return zeroBytes < 0 ? hash.length * 8 : zeroBytes * 8 + Math.clz32(hash[zeroBytes]!) - 24;
}
