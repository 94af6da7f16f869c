import { createHmac, randomBytes } from 'node:crypto';
import { type KeyManagement, KeyVault, type SealContext } from '@app/kernel';
import { deriveKey, LocalKeyManagement } from './local-key-management.js';
import { openRecord, sealRecord } from './sealed-record.js';

const KEY_BYTES = 32;

/**
 * Envelope encryption: each record has a data key of its own, and key management only wraps data keys. Keyed hashes have a
 * key of their own, the index key, which stays the same when the wrapping key is rotated: what is looked up by a hash is
 * found before and after.
 */
export class EnvelopeVault extends KeyVault {
  private readonly keys: KeyManagement;
  private readonly indexKey: Buffer;
  private readonly hashKeys = new Map<string, Buffer>();

  /** @param indexKey 32 random bytes; copied, so the caller may wipe them */
  constructor(keys: KeyManagement, indexKey: Uint8Array) {
    super();
    this.keys = keys;
    this.indexKey = Buffer.from(indexKey);
  }

  /** A vault whose records open for the life of the process only, unless somebody keeps `masterKey` (32 bytes). */
  static ephemeral(masterKey: Uint8Array = randomBytes(KEY_BYTES)): EnvelopeVault {
    return new EnvelopeVault(new LocalKeyManagement(masterKey), deriveKey(masterKey, 'index key'));
  }

  override seal(secret: Uint8Array, context: SealContext): Promise<Buffer> {
    return sealRecord(this.keys, secret, context);
  }

  override open(sealed: Uint8Array, context: SealContext): Promise<Buffer> {
    return openRecord(this.keys, sealed, context);
  }

  override keyedHash(purpose: string, text: string): Buffer {
    let key = this.hashKeys.get(purpose);
    if (!key) {
      key = deriveKey(this.indexKey, `hash ${purpose}`);
      this.hashKeys.set(purpose, key);
    }
    return createHmac('sha256', key).update(text, 'utf8').digest();
  }
}
