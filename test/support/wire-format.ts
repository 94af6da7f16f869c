import { createHash } from 'node:crypto';
import type { BlockHeader, Transaction } from './ledger-client.js';

/**
 * The chain's formats written down a second time, from their description and with none of the product's code, so that a
 * test compares two implementations.
 */
export function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function tagged(tag: string, ...parts: Uint8Array[]): Buffer {
  return sha256(Buffer.from(tag.padEnd(16, '\0'), 'latin1'), ...parts);
}

export function hex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

/** The ID that a printed transaction must have, in hex. */
export function transactionIdOf({ Vin, Vout }: Pick<Transaction, 'Vin' | 'Vout'>): string {
  const isCoinbase = Vin[0]?.Vout === -1;
  const inputs = isCoinbase
    ? [uint(2, Buffer.from(Vin[0]!.PubKey, 'base64').length), Buffer.from(Vin[0]!.PubKey, 'base64')]
    : [uint(2, Vin.length), ...Vin.flatMap((input) => [Buffer.from(input.Txid, 'base64'), uint(4, input.Vout)])];
  const outputs = Vout.flatMap((output) => [uint(8, output.Value), Buffer.from(output.PubKeyHash, 'base64')]);
  const version = Buffer.from([1, isCoinbase ? 0 : 1]);
  return tagged('mizan/txid/1', version, ...inputs, uint(2, Vout.length), ...outputs).toString('hex');
}

/** What the owner of every input signs. */
export function signingDigestOf(transactionId: string): Buffer {
  return tagged('mizan/sign/1', Buffer.from(transactionId, 'hex'));
}

export function leafHash(transactionId: string): Buffer {
  return tagged('mizan/leaf/1', Buffer.from(transactionId, 'hex'));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return tagged('mizan/node/1', left, right);
}

/** Root over transaction IDs in hex; an odd node moves up alone. */
export function merkleRootOf(transactionIds: string[]): string {
  let level = transactionIds.map(leafHash);
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at < level.length; at += 2) {
      above.push(at + 1 < level.length ? nodeHash(level[at]!, level[at + 1]!) : level[at]!);
    }
    level = above;
  }
  return level[0]!.toString('hex');
}

/** What the 106 bytes of a header say. */
export function readHeader(bytes: string): Omit<BlockHeader, 'bytes'> {
  const raw = Buffer.from(bytes, 'hex');
  if (raw.length !== 106 || raw.subarray(0, 16).toString('latin1') !== 'mizan/block/1'.padEnd(16, '\0')) {
    throw new Error('these are not the bytes of a header');
  }
  const height = Number(raw.readBigUInt64BE(17));
  return {
    height,
    hash: sha256(raw).toString('hex'),
    prev_hash: height === 0 ? '' : raw.subarray(25, 57).toString('hex'),
    merkle_root: raw.subarray(57, 89).toString('hex'),
    timestamp: Number(raw.readBigUInt64BE(89)),
    bits: raw[97]!,
    nonce: Number(raw.readBigUInt64BE(98)),
  };
}

/** How many zero bits a hash starts with. */
export function leadingZeroBits(hash: string): number {
  const first = /^0*/.exec(hash)![0].length;
  return first * 4 + (first === hash.length ? 0 : Math.clz32(Number.parseInt(hash[first]!, 16)) - 28);
}

function uint(bytes: 2 | 4 | 8, value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer.subarray(8 - bytes);
}
