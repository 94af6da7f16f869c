import { sha256 } from '@noble/hashes/sha2.js';
import { hex as hexBytes } from '@scure/base';
import { BTCArray, CompactSize, RawWitness } from '@scure/btc-signer/script.js';
import { array, bytes, flag, flagged, hex, struct, U32LE, U64LE } from 'micro-packed';

/** A transaction of the Bitcoin family, without its witness: the part that the txid commits to. */
export interface CoinTransaction {
  version: number;
  inputs: TransactionInput[];
  outputs: TransactionOutput[];
  lockTime: number;
}

export interface TransactionInput {
  /** 64 hex digits as the coin prints them, which is the reverse of the order on the wire. All zero for a coinbase. */
  txid: string;
  vout: number;
  scriptSig: Uint8Array;
  sequence: number;
}

export interface TransactionOutput {
  amountUnits: bigint;
  script: Uint8Array;
}

export const NULL_TXID = '0'.repeat(64);
export const SIGHASH_ALL = 1;

/** Hex in the order in which the coin shows a hash, which is the reverse of the order on the wire. */
export const SHOWN_HASH = hex(32, { isLE: true });

const SCRIPT = bytes(CompactSize);

/** BIP 144. Litecoin sets bit 3 of the flag for its MWEB part, which this coin does not have. */
const TRANSACTION = struct({
  version: U32LE,
  hasWitness: flag(Uint8Array.of(0, 1)),
  inputs: BTCArray(struct({ txid: SHOWN_HASH, vout: U32LE, scriptSig: SCRIPT, sequence: U32LE })),
  outputs: BTCArray(struct({ amountUnits: U64LE, script: SCRIPT })),
  witnesses: flagged('hasWitness', array('inputs/length', RawWitness)),
  lockTime: U32LE,
});

/** The bytes are no transaction of this coin. */
export class BytesMalformed extends Error {
  override readonly name = 'BytesMalformed';
}

export function serializeTransaction(transaction: CoinTransaction): Buffer {
  return Buffer.from(TRANSACTION.encode({ ...transaction, hasWitness: undefined, witnesses: undefined }));
}

/**
 * Reads raw hex, with or without a segwit witness (which is dropped), to the last byte.
 * @throws BytesMalformed
 */
export function parseTransaction(text: string): CoinTransaction {
  const { version, inputs, outputs, lockTime } = decoded(text);
  if (inputs.length === 0) throw new BytesMalformed('no inputs');
  return { version, inputs, outputs, lockTime };
}

function decoded(text: string) {
  try {
    return TRANSACTION.decode(hexBytes.decode(text));
  } catch (cause) {
    throw new BytesMalformed('no transaction', { cause });
  }
}

/** Double SHA-256 of the serialisation, in the reversed order in which hashes are shown. */
export function transactionId(transaction: CoinTransaction): string {
  return shownHash(serializeTransaction(transaction));
}

/** Double SHA-256, reversed, in hex: how the coin names transactions and blocks. */
export function shownHash(bytes: Uint8Array): string {
  return SHOWN_HASH.decode(sha256(sha256(bytes)));
}

/**
 * What the owner of input `index` signs (SIGHASH_ALL before segwit): the transaction with `script`, that of the coin
 * being spent, in this input and nothing in the others.
 */
export function signatureDigest(transaction: CoinTransaction, index: number, script: Uint8Array): Uint8Array {
  const inputs = transaction.inputs.map((input, at) => ({
    ...input,
    scriptSig: at === index ? script : new Uint8Array(),
  }));
  const signed = serializeTransaction({ ...transaction, inputs });
  return sha256(sha256(Buffer.concat([signed, U32LE.encode(SIGHASH_ALL)])));
}

export function isCoinbase(transaction: CoinTransaction): boolean {
  return transaction.inputs.length === 1 && transaction.inputs[0]!.txid === NULL_TXID;
}

/** The key of a coin in a map or a set. */
export function outpointKey(outpoint: { txid: string; vout: number }): string {
  return `${outpoint.txid}:${outpoint.vout}`;
}
