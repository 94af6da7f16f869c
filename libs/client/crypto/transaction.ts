import { bigEndian, concatBytes, hashTag, taggedHash } from './bytes.js';

/** `vout` of a coinbase's only input, which refers to no output. */
const COINBASE_VOUT = -1;

/** The output that is spent, and the proof that it may be. */
export interface TransactionInput {
  /** 32 bytes: the ID of the transaction whose output is spent. Empty for a coinbase. */
  readonly txid: Uint8Array;
  /** Index of that output; -1 for a coinbase. */
  readonly vout: number;
  /** 64 bytes r‖s with low S; null for a coinbase, and before signing. */
  readonly signature: Uint8Array | null;
  /** 33 bytes, compressed; empty before signing. For a coinbase its text. */
  readonly publicKey: Uint8Array;
}

/** A coin that a transaction makes. */
export interface TransactionOutput {
  /** Units. */
  readonly value: bigint;
  /** SHA-256 of the public key that may spend it, 32 bytes: the address. */
  readonly pubKeyHash: Uint8Array;
}

/** What its ID and its digest are computed from. */
export interface Transaction {
  readonly inputs: readonly TransactionInput[];
  readonly outputs: readonly TransactionOutput[];
}

const ID_TAG = hashTag('mizan/txid/1');
const SIGNING_TAG = hashTag('mizan/sign/1');

/** Whether it mints money, and so spends no output. */
export function isCoinbase({ inputs }: Pick<Transaction, 'inputs'>): boolean {
  return inputs.length === 1 && inputs[0]!.vout === COINBASE_VOUT;
}

/**
 * The bytes that the ID commits to: version 1, kind (0 coinbase, 1 transfer), the coinbase's text or every outpoint, then
 * every output. All integers are big-endian and of fixed width, so equal bytes mean equal content.
 * @throws RangeError for what has no canonical bytes: a hash that is not 32 bytes, a number that does not fit
 */
export function canonicalBytes(transaction: Transaction): Uint8Array {
  const { inputs, outputs } = transaction;
  const spends = isCoinbase(transaction)
    ? [Uint8Array.of(1, 0), bigEndian(inputs[0]!.publicKey.length, 2), inputs[0]!.publicKey]
    : [Uint8Array.of(1, 1), bigEndian(inputs.length, 2), ...inputs.flatMap(outpointBytes)];
  const pays = outputs.flatMap(({ value, pubKeyHash }) => [bigEndian(value, 8), hash(pubKeyHash)]);
  return concatBytes(...spends, bigEndian(outputs.length, 2), ...pays);
}

function outpointBytes({ txid, vout }: TransactionInput): Uint8Array[] {
  return [hash(txid), bigEndian(vout, 4)];
}

function hash(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== 32) throw new RangeError('a hash has 32 bytes');
  return bytes;
}

/** SHA-256 over the canonical bytes, so over all inputs and outputs, but not over keys and signatures. */
export function transactionId(transaction: Transaction): Uint8Array {
  return taggedHash(ID_TAG, canonicalBytes(transaction));
}

/**
 * The 32 bytes that the owner signs, once for all inputs. The tag keeps the signature from being valid for any other use
 * of the same key.
 */
export function signingDigest(id: Uint8Array): Uint8Array {
  return taggedHash(SIGNING_TAG, id);
}
