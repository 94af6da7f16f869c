import { type FlopNetwork, formatAddress, hash160 } from '@app/node-wallet';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { getPublicKey, hashes, sign, verify } from '@noble/secp256k1';
import { type CoinTransaction, SIGHASH_ALL, signatureDigest } from './coin-transaction.js';
import { outputScript } from './output-script.js';

hashes.sha256 = (message) => sha256(message);
hashes.hmacSha256 = (key, message) => hmac(sha256, key, message);

const DER_INTEGER = 0x02;
const DER_SEQUENCE = 0x30;

/** A secp256k1 key, the address of its compressed public key, and the script that pays it. */
export class CoinKey {
  readonly publicKey: Uint8Array;
  readonly script: Uint8Array;
  readonly address: string;

  /** @param privateKey 32 bytes, a number from 1 to the curve's order less 1 */
  constructor(
    readonly privateKey: Uint8Array,
    network: FlopNetwork = 'regtest',
  ) {
    this.publicKey = getPublicKey(privateKey, true);
    const hash = hash160(this.publicKey);
    this.script = outputScript({ kind: 'key', hash });
    this.address = formatAddress({ network, kind: 'key', hash });
  }

  /** What unlocks input `index`, which spends a coin of this key: signature (RFC 6979, low S) and public key. */
  unlock(transaction: CoinTransaction, index: number): Uint8Array {
    const compact = sign(signatureDigest(transaction, index, this.script), this.privateKey, { prehash: false });
    const signature = Buffer.concat([derSignature(compact), Buffer.of(SIGHASH_ALL)]);
    return Uint8Array.of(signature.length, ...signature, this.publicKey.length, ...this.publicKey);
  }
}

/** Whether input `index` carries a signature and key that open `script`, a script that pays a key. */
export function unlocks(transaction: CoinTransaction, index: number, script: Uint8Array): boolean {
  const pushes = twoPushes(transaction.inputs[index]!.scriptSig);
  if (!pushes) return false;
  const [signature, publicKey] = pushes;
  const owner = outputScript({ kind: 'key', hash: hash160(publicKey) });
  if (!Buffer.from(owner).equals(script) || signature.at(-1) !== SIGHASH_ALL) return false;
  const compact = compactSignature(signature.subarray(0, -1));
  if (!compact) return false;
  try {
    return verify(compact, signatureDigest(transaction, index, script), publicKey, { prehash: false, lowS: true });
  } catch {
    return false;
  }
}

function twoPushes(scriptSig: Uint8Array): [Uint8Array, Uint8Array] | null {
  const first = scriptSig[0] ?? 0;
  const second = scriptSig[1 + first] ?? 0;
  if (first < 9 || first > 73 || second !== 33 || scriptSig.length !== 2 + first + second) return null;
  return [scriptSig.slice(1, 1 + first), scriptSig.slice(2 + first)];
}

function derSignature(compact: Uint8Array): Buffer {
  const body = Buffer.concat([derInteger(compact.subarray(0, 32)), derInteger(compact.subarray(32, 64))]);
  return Buffer.concat([Buffer.of(DER_SEQUENCE, body.length), body]);
}

/** Positive and without needless zeros, as strict DER (BIP 66) wants it. */
function derInteger(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = bytes.subarray(start);
  const padded = digits[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : Buffer.from(digits);
  return Buffer.concat([Buffer.of(DER_INTEGER, padded.length), padded]);
}

/** The 64-byte form, or null unless `der` is the one strict spelling of it. */
function compactSignature(der: Uint8Array): Uint8Array | null {
  const length = der[3] ?? 0;
  const r = der.subarray(4, 4 + length);
  const s = der.subarray(6 + length);
  const compact = Buffer.alloc(64);
  for (const [index, digits] of [r, s].entries()) {
    const significant = digits[0] === 0 ? digits.subarray(1) : digits;
    if (significant.length === 0 || significant.length > 32) return null;
    compact.set(significant, 32 * (index + 1) - significant.length);
  }
  return derSignature(compact).equals(der) ? new Uint8Array(compact) : null;
}
