import { secp256k1 } from '@noble/curves/secp256k1.js';
import { abandonedOn } from '../calls/abandoned-on.js';
import { WrongSignature } from '../errors/wrong-signature.js';
import { publicKeyOf, readKey, readPublicKey } from './keys.js';

/** Who holds a key and signs with it: this process, or a device that asks its owner first. */
export interface Signer {
  /** secp256k1, compressed: 33 bytes or 66 hex characters. */
  readonly publicKey: Uint8Array | string;
  /** ECDSA over the 32 bytes as they are, not hashed again: r‖s, 64 bytes. It may take as long as it needs. */
  sign(digest: Uint8Array): Promise<Uint8Array> | Uint8Array;
}

/** Signs with a private key that this process holds. @throws TypeError for a key that is none */
export function keySigner(key: Uint8Array | string): Signer {
  const secret = readKey(key);
  return {
    publicKey: publicKeyOf(secret),
    sign: (digest) => secp256k1.sign(digest, secret, { prehash: false, lowS: true }),
  };
}

/**
 * 64 bytes r‖s with low S, verified with the signer's own public key. A high S, which many devices return, becomes n - s:
 * the same signature, in the one form that the chain takes.
 * @throws WrongSignature, what the signer throws, and the reason of `signal` when it ends the wait
 */
export async function sign(
  digest: Uint8Array,
  by: Signer | Uint8Array | string,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const signer = typeof by === 'string' || by instanceof Uint8Array ? keySigner(by) : by;
  const publicKey = readPublicKey(signer.publicKey);
  signal?.throwIfAborted();
  // It is not stopped when the wait is over: a device has no such button. A copy: what the signer does to it must not change what its signature is compared with.
  const signature = withLowS(await abandonedOn(signal, signer.sign(digest.slice())));
  if (verifySignature(signature, digest, publicKey)) return signature;
  throw new WrongSignature('the signer returned a signature that does not verify with its public key');
}

/** False for anything but a low-S signature of 64 bytes by a valid compressed key; never throws. */
export function verifySignature(signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 33) return false;
  try {
    return secp256k1.verify(signature, digest, publicKey, { prehash: false, lowS: true });
  } catch {
    return false;
  }
}

function withLowS(signature: Uint8Array): Uint8Array {
  if (!(signature instanceof Uint8Array) || signature.length !== 64) {
    throw new WrongSignature('a signature is r and s, 32 bytes each, without DER and without a recovery byte');
  }
  try {
    const { r, s } = secp256k1.Signature.fromBytes(signature, 'compact');
    const low = s > secp256k1.Point.Fn.ORDER / 2n ? secp256k1.Point.Fn.ORDER - s : s;
    return new secp256k1.Signature(r, low).toBytes('compact');
  } catch (cause) {
    throw new WrongSignature('r and s are numbers from 1 to n-1', cause);
  }
}
