import type { NodePublicKey } from '../model/public-key.js';

/** Checks what nodes sign, with both kinds of keys that they may have. */
export abstract class SignatureVerifier {
  /**
   * secp256k1: ECDSA over the message's SHA-256, 64 bytes r‖s, low S only. Ed25519: over the message itself, 64 bytes.
   * False for anything that is not a good signature by a valid key; never throws.
   */
  abstract verify(publicKey: NodePublicKey, message: string, signature: Uint8Array): boolean;

  /** What is wrong with a signature that {@link verify} refuses, in words for the one who made it. */
  abstract explain(publicKey: NodePublicKey, message: string, signature: Uint8Array): string;
}
