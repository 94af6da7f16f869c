import { ed25519 } from '@noble/curves/ed25519.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fromHex } from './bytes.js';

/** Whether `signature` (hex) is one of the key over the text; false for anything else than hex. */
export function hasSigned(publicKey: Uint8Array, text: string, signature: unknown): boolean {
  const bytes = typeof signature === 'string' ? fromHex(signature, 64) : undefined;
  return bytes !== undefined && verifies(bytes, text, publicKey);
}

function verifies(signature: Uint8Array, text: string, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, utf8ToBytes(text), publicKey);
  } catch {
    return false;
  }
}
