/**
 * ECDSA over secp256k1 as the chain uses it: RFC 6979 nonces, low-S signatures of 64 bytes (r‖s), compressed public keys
 * of 33 bytes. Two implementations exist, one native and one portable; they agree to the byte, and the choice is wiring.
 */
export interface SignatureScheme {
  /** Names the implementation in the start log, for example `secp256k1 (native)`. */
  readonly name: string;
  /** Whether the 32 bytes are a number from 1 to n-1. */
  isPrivateKey(bytes: Uint8Array): boolean;
  publicKeyOf(privateKey: Uint8Array): Uint8Array;
  sign(digest: Uint8Array, privateKey: Uint8Array): Uint8Array;
  /** False for anything but a low-S signature by a valid compressed key; never throws. */
  verify(signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean;
}
