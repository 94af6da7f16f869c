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
  abstract sign(digest: Uint8Array, privateKey: Uint8Array): Uint8Array;
  /** False for anything but a low-S signature by a valid compressed key; never throws. */
  abstract verify(signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean;
}
