import { sha256, toHex } from '@app/chain';
import { InvalidAddress } from '../wallet.errors.js';

/** 64 lower-case hex characters: the SHA-256 of a compressed public key. The one spelling used inside. */
export type Address = string & { readonly __brand: 'Address' };

/**
 * Reads an address as a caller wrote it: exactly 64 hex characters; upper case means the same wallet.
 * @throws InvalidAddress
 */
export function parseAddress(text: string, field?: string): Address {
  if (!/^[0-9a-fA-F]{64}$/.test(text)) throw new InvalidAddress(field);
  return text.toLowerCase() as Address;
}

export function addressOf(publicKey: Uint8Array): Address {
  return toHex(sha256(publicKey)) as Address;
}
