import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex } from './bytes.js';
import { readChecksummed } from './checksummed-address.js';

/** A new private key of a wallet, 32 bytes of the system's random generator. It must be stored before money is sent to it. */
export function generateKey(): Uint8Array {
  return secp256k1.utils.randomSecretKey();
}

/** The bytes of a private key, which may be given as 64 hex characters. @throws TypeError that does not quote it */
export function readKey(key: Uint8Array | string): Uint8Array {
  const bytes = typeof key === 'string' ? fromHex(key, 32) : key;
  if (bytes instanceof Uint8Array && secp256k1.utils.isValidSecretKey(bytes)) return bytes;
  throw new TypeError('a private key is 32 bytes, or 64 hex characters, and a number from 1 to n-1 of secp256k1');
}

/** 33 bytes, compressed. @throws TypeError */
export function publicKeyOf(key: Uint8Array | string): Uint8Array {
  return secp256k1.getPublicKey(readKey(key), true);
}

/** The bytes of a compressed public key, which may be given as 66 hex characters. @throws TypeError */
export function readPublicKey(publicKey: Uint8Array | string): Uint8Array {
  const bytes = typeof publicKey === 'string' ? fromHex(publicKey, 33) : publicKey;
  if (bytes?.length === 33 && secp256k1.utils.isValidPublicKey(bytes, true)) return bytes;
  throw new TypeError('a public key is 33 bytes, compressed, or 66 hex characters');
}

/** The address of a wallet: SHA-256 of its compressed public key, 64 hex characters. @throws TypeError */
export function addressOf(publicKey: Uint8Array | string): string {
  return toHex(sha256(readPublicKey(publicKey)));
}

/** An address as the ledger writes it, in lower-case hex, which may be given in its checksummed spelling. @throws TypeError */
export function readAddress(address: string): string {
  const bytes = typeof address === 'string' ? (fromHex(address, 32) ?? readChecksummed(address)) : undefined;
  if (bytes) return toHex(bytes);
  throw new TypeError('an address is 64 hex characters, or begins with mzn1 and has the right checksum');
}
