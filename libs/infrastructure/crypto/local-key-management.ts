import { hkdfSync } from 'node:crypto';
import { KeyManagement } from '@app/kernel';
import { AES_GCM_OVERHEAD_BYTES, decrypt, encrypt } from './aes-gcm.js';

const KEY_BYTES = 32;
const KEY_ID_BYTES = 8;

/** Key management in this process, under a master key from a file or a passphrase. */
export class LocalKeyManagement extends KeyManagement {
  override readonly keyId: Buffer;
  override readonly wrappedLength = KEY_BYTES + AES_GCM_OVERHEAD_BYTES;
  private readonly wrappingKey: Buffer;

  /** @param masterKey 32 bytes; not kept, so the caller may wipe them */
  constructor(masterKey: Uint8Array) {
    super();
    if (masterKey.length !== KEY_BYTES) throw new TypeError(`a master key has ${KEY_BYTES} bytes`);
    this.wrappingKey = deriveKey(masterKey, 'wrap data keys');
    this.keyId = deriveKey(masterKey, 'key id').subarray(0, KEY_ID_BYTES);
  }

  override async wrap(dataKey: Uint8Array, place: Uint8Array): Promise<Buffer> {
    return encrypt(this.wrappingKey, dataKey, place);
  }

  override async unwrap(wrapped: Uint8Array, place: Uint8Array): Promise<Buffer> {
    return decrypt(this.wrappingKey, wrapped, place);
  }
}

/** A key of its own for each purpose (HKDF-SHA-256, RFC 5869), 32 bytes. */
export function deriveKey(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, 'mizan', purpose, KEY_BYTES));
}
