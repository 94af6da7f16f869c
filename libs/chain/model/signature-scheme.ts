/**
 * ECDSA over secp256k1 as the chain uses it: RFC 6979 nonces, low-S signatures of 64 bytes (r‖s), compressed public keys
 * of 33 bytes. Two implementations exist, one native and one portable; they agree to the byte, and the choice is wiring.
 */
export abstract class SignatureScheme {
  /** Names the implementation in the start log, for example `secp256k1 (native)`. */
  abstract readonly name: string;
  /** Whether the 32 bytes are a number from 1 to n-1. */
  abstract isPrivateKey(bytes: Uint8Array): boolean;
  abstract publicKeyOf(privateKey: Uint8Array): Uint8Array;
  /** The public key with both its coordinates, 65 bytes: what {@link compressed} leaves out need not be computed again. */
  abstract pointOf(privateKey: Uint8Array): Uint8Array;
  abstract sign(digest: Uint8Array, privateKey: Uint8Array): Uint8Array;
  /** False for anything but a low-S signature by a valid compressed key; never throws. */
  abstract verify(signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean;
  /** As {@link verify}, a tenth faster, by the key as {@link pointOf} gives it. */
  abstract verifyByPoint(signature: Uint8Array, digest: Uint8Array, point: Uint8Array): boolean;
}

/** The one encoding of a public key on the chain: which half of the curve y is in, and x. */
export function compressed(point: Uint8Array): Uint8Array {
  const publicKey = Buffer.allocUnsafe(33);
  publicKey[0] = 2 | (point[64]! & 1);
  publicKey.set(point.subarray(1, 33), 1);
  return publicKey;
}

/**
 * Both verifications, out of one that takes either form of a key and throws what it likes: nothing but the lengths and the
 * prefix that the scheme names goes in, and nothing is thrown. There is another, hybrid form of 65 bytes, which is not used.
 */
export function strictVerification(
  verify: SignatureScheme['verify'],
): Pick<SignatureScheme, 'verify' | 'verifyByPoint'> {
  const orFalse: SignatureScheme['verify'] = (signature, digest, key) => {
    if (signature.length !== 64) return false;
    try {
      return verify(signature, digest, key);
    } catch {
      return false;
    }
  };
  return {
    verify: (signature, digest, publicKey) => publicKey.length === 33 && orFalse(signature, digest, publicKey),
    verifyByPoint: (signature, digest, point) =>
      point.length === 65 && point[0] === 4 && orFalse(signature, digest, point),
  };
}
