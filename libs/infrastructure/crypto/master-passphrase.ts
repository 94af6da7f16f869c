import { randomBytes, scrypt } from 'node:crypto';

/** OWASP's parameters for scrypt: N = 2^17, r = 8, p = 1, which takes 128 MiB and a good part of a second. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** An attacker who has the database can guess fewer characters than this. */
export const MIN_PASSPHRASE_CHARACTERS = 16;
const MIN_DISTINCT_CHARACTERS = 6;

/** Long enough, and not one character held down. No message may repeat the passphrase. */
export function isStrongPassphrase(passphrase: string): boolean {
  const characters = [...passphrase.normalize('NFC')];
  return characters.length >= MIN_PASSPHRASE_CHARACTERS && new Set(characters).size >= MIN_DISTINCT_CHARACTERS;
}

export function makePassphraseSalt(): Buffer {
  return randomBytes(SALT_BYTES);
}

/** A master key from a passphrase, 32 bytes. In NFC, because keyboards spell one letter in two ways (RFC 8265). */
export function stretchPassphrase(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
