import { BURN_ADDRESS, fromHex, sha256, toHex } from '@app/chain';
import { bech32m } from '@scure/base';
import { InvalidAddress, MistypedAddress } from '../wallet.errors.js';

/** 64 lower-case hex characters: the SHA-256 of a compressed public key. The one spelling used inside. */
export type Address = string & { readonly __brand: 'Address' };

/** What the checksummed spelling of an address begins with, before the separator 1. */
const PREFIX = 'mzn';
const HEX = /^[0-9a-fA-F]{64}$/;

/** Either spelling, for the API document: hex, or Bech32m in one case. */
export const ADDRESS_PATTERN = '^(?:[0-9a-fA-F]{64}|mzn1[02-9ac-hj-np-z]{58}|MZN1[02-9AC-HJ-NP-Z]{58})$';

/**
 * Reads an address as a caller wrote it: exactly 64 hex characters, of which upper case means the same wallet, or its
 * checksummed spelling.
 * @throws InvalidAddress · MistypedAddress when it begins as the checksummed spelling does and is none
 */
export function parseAddress(text: string, field?: string): Address {
  const address = readAddress(text);
  if (address !== undefined) return address;
  throw /^mzn1/i.test(text) ? new MistypedAddress(field) : new InvalidAddress(field);
}

/**
 * Reads the address of somebody who is to be paid. That of what is redeemed is none: only a redemption pays to it.
 * @throws InvalidAddress · MistypedAddress
 */
export function parsePayee(text: string, field?: string): Address {
  const address = parseAddress(text, field);
  if (address === BURN_ADDRESS) throw new InvalidAddress(field);
  return address;
}

/** The address that a text in either spelling means; undefined where it is none. */
export function readAddress(text: string): Address | undefined {
  if (HEX.test(text)) return text.toLowerCase() as Address;
  const { prefix, words } = bech32m.decodeUnsafe(text) ?? {};
  const bytes = prefix === PREFIX && words ? bech32m.fromWordsUnsafe(words) : undefined;
  return bytes?.length === 32 ? (toHex(bytes) as Address) : undefined;
}

/** The spelling whose checksum finds typing errors: Bech32m (BIP 350) of the 32 bytes with the prefix `mzn`, 62 characters. */
export function checksummed(address: Address): string {
  return bech32m.encode(PREFIX, bech32m.toWords(fromHex(address, 32)!));
}

export function addressOf(publicKey: Uint8Array): Address {
  return toHex(sha256(publicKey)) as Address;
}
