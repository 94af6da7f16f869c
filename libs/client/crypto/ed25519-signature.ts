import { ed25519 } from '@noble/curves/ed25519.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fromHex } from './bytes.js';

/** Whether `signature` (64 bytes) is one of the Ed25519 key (32 bytes) over the message. Throws nothing. */
export type VerifiesEd25519 = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;

/** In JavaScript, which takes some milliseconds and runs everywhere. */
export const portableEd25519: VerifiesEd25519 = (signature, message, publicKey) => {
  try {
    return ed25519.verify(signature, message, publicKey);
  } catch {
    return false;
  }
};

/** Whether a registry has signed the text; false for a `signature` that is no hex. */
export function hasSigned(
  publicKey: Uint8Array,
  text: string,
  signature: unknown,
  verifies: VerifiesEd25519 = portableEd25519,
): boolean {
  const bytes = typeof signature === 'string' ? fromHex(signature, 64) : undefined;
  return bytes !== undefined && verifies(bytes, utf8ToBytes(text), publicKey);
}
