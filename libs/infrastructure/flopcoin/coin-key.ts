import { chooseSignatureScheme } from '@app/infrastructure/crypto/native-secp256k1.js';
import { type FlopNetwork, formatAddress, hash160 } from '@app/node-wallet';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { Script } from '@scure/btc-signer/script.js';
import { type CoinTransaction, SIGHASH_ALL, signatureDigest } from './coin-transaction.js';
import { keyScript, outputScript } from './output-script.js';

/** Chosen with the first key: comparing the native one with its twin takes some milliseconds, and a wallet on Core needs neither. */
let chosen: ReturnType<typeof chooseSignatureScheme> | undefined;
function scheme() {
  chosen ??= chooseSignatureScheme();
  return chosen;
}

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
    this.publicKey = scheme().publicKeyOf(privateKey);
    const hash = hash160(this.publicKey);
    this.script = outputScript({ kind: 'key', hash });
    this.address = formatAddress({ network, kind: 'key', hash });
  }

  /** What unlocks input `index`, which spends a coin of this key: signature (RFC 6979, low S) and public key. */
  unlock(transaction: CoinTransaction, index: number): Uint8Array {
    const signature = scheme().sign(signatureDigest(transaction, index, this.script), this.privateKey);
    const der = secp256k1.Signature.fromBytes(signature, 'compact').toBytes('der');
    return Script.encode([Uint8Array.of(...der, SIGHASH_ALL), this.publicKey]);
  }
}

/** Whether input `index` carries a signature and key that open `script`, a script that pays a key. */
export function unlocks(transaction: CoinTransaction, index: number, script: Uint8Array): boolean {
  const { scriptSig } = transaction.inputs[index]!;
  const pushed = scriptSig[0] ?? 0;
  const [signature, publicKey] = [scriptSig.slice(1, 1 + pushed), scriptSig.slice(2 + pushed)];
  // Compared as a whole, so that no longer way of pushing the two is taken.
  if (!same(Script.encode([signature, publicKey]), scriptSig) || !same(keyScript(publicKey), script)) return false;
  if (publicKey.length !== 33 || signature.at(-1) !== SIGHASH_ALL) return false;
  const compact = compactOf(signature.slice(0, -1));
  return compact !== null && scheme().verify(compact, signatureDigest(transaction, index, script), publicKey);
}

/** @param der strict (BIP 66), or else the answer is null */
function compactOf(der: Uint8Array): Uint8Array | null {
  try {
    return secp256k1.Signature.fromBytes(der, 'der').toBytes('compact');
  } catch {
    return null;
  }
}

function same(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
