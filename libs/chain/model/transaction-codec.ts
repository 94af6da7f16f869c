import { COINBASE_VOUT, canonicalBytes, isCoinbase, type Transaction, transactionId } from './transaction.js';

const SIGNATURE_BYTES = 64;
const PUBLIC_KEY_BYTES = 33;

/** The stored form: the canonical bytes, then for each input of a transfer its public key (33 bytes) and signature (64). */
export function encodeTransaction(transaction: Transaction): Buffer {
  const body = canonicalBytes(transaction.inputs, transaction.outputs);
  if (isCoinbase(transaction)) return body;
  const bytes = Buffer.allocUnsafe(body.length + transaction.inputs.length * (PUBLIC_KEY_BYTES + SIGNATURE_BYTES));
  bytes.set(body, 0);
  let at = body.length;
  for (const input of transaction.inputs) {
    if (input.publicKey.length !== PUBLIC_KEY_BYTES || input.signature?.length !== SIGNATURE_BYTES) {
      throw new MalformedTransaction('a key or signature has the wrong length');
    }
    bytes.set(input.publicKey, at);
    bytes.set(input.signature, at + PUBLIC_KEY_BYTES);
    at += PUBLIC_KEY_BYTES + SIGNATURE_BYTES;
  }
  return bytes;
}

/** Bytes that no encoder here has written: a damaged store or a crafted block. */
export class MalformedTransaction extends Error {
  override readonly name = 'MalformedTransaction';
}

/** @throws MalformedTransaction for short, long or unknown bytes. The decoded ID is computed, never read. */
export function decodeTransaction(bytes: Buffer): Transaction {
  const cursor = new Cursor(bytes);
  if (cursor.uint8() !== 1) throw new MalformedTransaction('unknown version');
  const kind = cursor.uint8();
  if (kind > 1) throw new MalformedTransaction('unknown kind');
  const count = cursor.uint16();
  const inputs =
    kind === 0
      ? [
          {
            txid: Buffer.alloc(0),
            vout: COINBASE_VOUT,
            signature: null as Uint8Array | null,
            publicKey: cursor.take(count) as Uint8Array,
          },
        ]
      : Array.from({ length: count }, () => ({
          txid: cursor.take(32),
          vout: cursor.uint32(),
          signature: null as Uint8Array | null,
          publicKey: Buffer.alloc(0) as Uint8Array,
        }));
  const outputs = Array.from({ length: cursor.uint16() }, () => ({
    value: cursor.uint64(),
    pubKeyHash: cursor.take(32),
  }));
  if (kind === 1) {
    for (const input of inputs) {
      input.publicKey = cursor.take(PUBLIC_KEY_BYTES);
      input.signature = cursor.take(SIGNATURE_BYTES);
    }
  }
  cursor.end();
  return { id: transactionId(inputs, outputs), inputs, outputs };
}

class Cursor {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new MalformedTransaction('bytes are missing');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  uint8(): number {
    return this.take(1)[0]!;
  }

  uint16(): number {
    return this.take(2).readUInt16BE();
  }

  uint32(): number {
    return this.take(4).readUInt32BE();
  }

  uint64(): bigint {
    return this.take(8).readBigUInt64BE();
  }

  end(): void {
    if (this.at !== this.bytes.length) throw new MalformedTransaction('bytes are left over');
  }
}
