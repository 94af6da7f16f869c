import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What encryption adds to the length of a secret. */
export const AES_GCM_OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

/** AES-256-GCM under a nonce of its own: nonce (12), ciphertext, tag (16). `place` is authenticated, not stored. */
export function encrypt(key: Uint8Array, plain: Uint8Array, place: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(place);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/**
 * The one copy of the secret, for the caller to wipe.
 * @throws Error when the box, the key or the place is another one
 */
export function decrypt(key: Uint8Array, box: Uint8Array, place: Uint8Array): Buffer {
  const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength);
  if (bytes.length < AES_GCM_OVERHEAD_BYTES) throw new Error('the encrypted bytes are too few');
  const tagAt = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(place).setAuthTag(bytes.subarray(tagAt));
  const plain = decipher.update(bytes.subarray(NONCE_BYTES, tagAt)); // GCM holds nothing back for `final`
  try {
    decipher.final();
  } catch (cause) {
    plain.fill(0);
    throw new Error('the encrypted bytes were altered, or belong elsewhere', { cause });
  }
  return plain;
}
