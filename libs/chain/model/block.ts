import { hashTag, sha256 } from './bytes.js';
import type { Transaction } from './transaction.js';

/** What proof of work is done on. The hash of block N names block N-1, so one hash stands for the whole chain below it. */
export interface BlockHeader {
  readonly height: number;
  /** Hash of the block below, 32 bytes; empty for genesis. */
  readonly prevHash: Uint8Array;
  readonly merkleRoot: Uint8Array;
  /** Unix seconds; never below the block underneath. */
  readonly timestamp: number;
  /** Leading zero bits that the hash must have, 0 to 32. */
  readonly bits: number;
  readonly nonce: number;
}

export interface Block {
  readonly header: BlockHeader;
  readonly hash: Uint8Array;
  readonly transactions: readonly Transaction[];
}

const HEADER_TAG = hashTag('mizan/block/1');

const NONCE_OFFSET = 16 + 1 + 8 + 32 + 32 + 8 + 1;

/** The 106 hashed bytes: tag (16), version 1, height (8), previous hash (32, zeros for genesis), Merkle root (32), time (8), bits, nonce (8). */
export function headerBytes(header: BlockHeader): Buffer {
  const bytes = Buffer.alloc(NONCE_OFFSET + 8);
  bytes.set(HEADER_TAG, 0);
  bytes[16] = 1;
  bytes.writeBigUInt64BE(BigInt(header.height), 17);
  bytes.set(header.prevHash, 25);
  bytes.set(header.merkleRoot, 57);
  bytes.writeBigUInt64BE(BigInt(header.timestamp), 89);
  bytes[97] = header.bits;
  bytes.writeBigUInt64BE(BigInt(header.nonce), NONCE_OFFSET);
  return bytes;
}

export function blockHash(header: BlockHeader): Buffer {
  return sha256(headerBytes(header));
}
