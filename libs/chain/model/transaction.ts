import { equalBytes, hashTag, sha256, taggedHash, toHex } from './bytes.js';

/** What a coinbase of genesis or of the faucet mints, in units (specification, "Admin Faucet"). */
export const COINBASE_REWARD = 15_000n;

/** No more than this can ever exist, in units: sums of any number of outputs stay within a signed 64-bit column. */
export const MAX_SUPPLY = 10n ** 18n;

/** Most inputs, and most outputs, of one transaction: bounds the work of verifying a single one. */
export const MAX_PARTS = 5_000;

/** `vout` of a coinbase's only input, which refers to no output. */
export const COINBASE_VOUT = -1;

/** Names one output: the `vout`-th of the transaction whose ID is `txid` (32 bytes). */
export interface Outpoint {
  readonly txid: Uint8Array;
  readonly vout: number;
}

export interface TransactionOutput {
  /** Units, more than zero. */
  readonly value: bigint;
  /** SHA-256 of the public key that may spend it, 32 bytes. */
  readonly pubKeyHash: Uint8Array;
}

export interface TransactionInput extends Outpoint {
  /** 64 bytes r‖s with low S; null for a coinbase. */
  readonly signature: Uint8Array | null;
  /** 33 bytes, compressed; the unique text of a coinbase. */
  readonly publicKey: Uint8Array;
}

export interface Transaction {
  /** SHA-256 over the canonical bytes without signatures and keys. */
  readonly id: Uint8Array;
  readonly inputs: readonly TransactionInput[];
  readonly outputs: readonly TransactionOutput[];
}

const ID_TAG = hashTag('mizan/txid/1');
const SIGNING_TAG = hashTag('mizan/sign/1');

export function isCoinbase(transaction: Pick<Transaction, 'inputs'>): boolean {
  return transaction.inputs.length === 1 && transaction.inputs[0]!.vout === COINBASE_VOUT;
}

/**
 * The bytes that the ID commits to: version 1, kind (0 coinbase, 1 transfer), the coinbase's text or every outpoint, then
 * every output. All integers are big-endian and of fixed width, so equal bytes mean equal content.
 */
export function canonicalBytes(
  inputs: readonly Pick<TransactionInput, 'txid' | 'vout' | 'publicKey'>[],
  outputs: readonly TransactionOutput[],
): Buffer {
  const coinbase = inputs.length === 1 && inputs[0]!.vout === COINBASE_VOUT;
  const head = coinbase ? 4 + inputs[0]!.publicKey.length : 4 + inputs.length * 36;
  const bytes = Buffer.allocUnsafe(head + 2 + outputs.length * 40);
  bytes[0] = 1;
  bytes[1] = coinbase ? 0 : 1;
  let at = 4;
  if (coinbase) {
    bytes.writeUInt16BE(inputs[0]!.publicKey.length, 2);
    bytes.set(inputs[0]!.publicKey, at);
    at += inputs[0]!.publicKey.length;
  } else {
    bytes.writeUInt16BE(inputs.length, 2);
    for (const input of inputs) {
      bytes.set(input.txid, at);
      at = bytes.writeUInt32BE(input.vout, at + 32);
    }
  }
  at = bytes.writeUInt16BE(outputs.length, at);
  for (const output of outputs) {
    at = bytes.writeBigUInt64BE(output.value, at);
    bytes.set(output.pubKeyHash, at);
    at += 32;
  }
  return bytes;
}

export function transactionId(
  inputs: readonly Pick<TransactionInput, 'txid' | 'vout' | 'publicKey'>[],
  outputs: readonly TransactionOutput[],
): Buffer {
  return taggedHash(ID_TAG, canonicalBytes(inputs, outputs));
}

/**
 * What every input signs: one digest per transaction, over its ID and therefore over all inputs and all outputs. The tag
 * keeps a signature made here from being valid for any other use of the same key.
 */
export function signingDigest(id: Uint8Array): Buffer {
  return taggedHash(SIGNING_TAG, id);
}

/** A coinbase that mints `value` to `pubKeyHash`. `text` must be unique on the chain: it makes the ID unique. */
export function coinbaseTransaction(pubKeyHash: Uint8Array, text: string, value = COINBASE_REWARD): Transaction {
  const inputs = [
    { txid: new Uint8Array(0), vout: COINBASE_VOUT, signature: null, publicKey: Buffer.from(text, 'utf8') },
  ];
  const outputs = [{ value, pubKeyHash }];
  return { id: transactionId(inputs, outputs), inputs, outputs };
}

/** The addresses (hex) that own what `inputs` spend. Those of one transaction are mostly one and the same. */
export function ownersOf(inputs: readonly Pick<TransactionInput, 'publicKey'>[]): string[] {
  let owner = '';
  return inputs.map(({ publicKey }, at) => {
    if (at === 0 || !equalBytes(publicKey, inputs[at - 1]!.publicKey)) owner = toHex(sha256(publicKey));
    return owner;
  });
}
