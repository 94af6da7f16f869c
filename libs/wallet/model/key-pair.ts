import { randomBytes } from 'node:crypto';
import { fromHex, SignatureScheme } from '@app/chain';
import { InvalidPrivateKey } from '../wallet.errors.js';
import { type Address, addressOf } from './address.js';

/** The holder of `privateKey` (32 bytes) owns what is sent to `address`. */
export interface KeyPair {
  readonly privateKey: Uint8Array;
  readonly address: Address;
}

export function generateKeyPair(scheme: SignatureScheme): KeyPair {
  for (;;) {
    const privateKey = randomBytes(32);
    // All but one in 2^128 random numbers are keys; the loop is for that one.
    if (scheme.isPrivateKey(privateKey)) return { privateKey, address: addressOf(scheme.publicKeyOf(privateKey)) };
  }
}

/**
 * Reads a private key as a caller wrote it: exactly 64 hex characters, a number from 1 to n-1.
 * @throws InvalidPrivateKey
 */
export function parsePrivateKey(text: string, scheme: SignatureScheme): Uint8Array {
  const bytes = fromHex(text, 32);
  if (!bytes || !scheme.isPrivateKey(bytes)) throw new InvalidPrivateKey();
  return bytes;
}
