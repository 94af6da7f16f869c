import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { KeyVault } from "../../kernel/index.js";
const VERSION = 1;
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
const HEAD_BYTES = 1 + KEY_ID_BYTES;
/**
 * Envelope encryption. Each record has a data key of its own, used once, and the master key only wraps data keys:
 *
 *     version (1) | id of the wrapping key (8) | nonce, wrapped data key, tag (60) | nonce, ciphertext, tag
 *
 * Both layers are AES-256-GCM. The associated data names the version and the record's place, so that a record that was
 * altered, or moved to another row or column, does not open.
 */
export class EnvelopeVault extends KeyVault {
    masterKey;
    /** Names the master key without revealing it, 8 bytes. */
    keyId;
    wrappingKey;
    hashKeys = new Map();
    /** @param masterKey 32 bytes */
    constructor(masterKey) {
        super();
        this.masterKey = masterKey;
        this.wrappingKey = this.derive('wrap data keys');
        this.keyId = this.derive('key id').subarray(0, KEY_ID_BYTES);
    }
    /** A vault whose records open for the life of the process only. */
    static ephemeral() {
        return new EnvelopeVault(randomBytes(KEY_BYTES));
    }
    async seal(secret, context) {
        const dataKey = randomBytes(KEY_BYTES);
        const place = associatedData(context);
        const record = Buffer.concat([
            Buffer.from([VERSION]),
            this.keyId,
            encrypt(this.wrappingKey, dataKey, place),
            encrypt(dataKey, secret, place),
        ]);
        dataKey.fill(0);
        return record;
    }
    async open(sealed, context) {
        const record = Buffer.from(sealed);
        if (record.length < HEAD_BYTES + WRAPPED_BYTES + NONCE_BYTES + TAG_BYTES || record[0] !== VERSION) {
            throw new Error('the sealed record has an unknown form');
        }
        if (!record.subarray(1, HEAD_BYTES).equals(this.keyId))
            throw new Error('the record is sealed under another master key');
        const place = associatedData(context);
        const wrapped = record.subarray(HEAD_BYTES, HEAD_BYTES + WRAPPED_BYTES);
        const dataKey = decrypt(this.wrappingKey, wrapped, place);
        const secret = decrypt(dataKey, record.subarray(HEAD_BYTES + WRAPPED_BYTES), place);
        dataKey.fill(0);
        return secret;
    }
    keyedHash(purpose, text) {
        let key = this.hashKeys.get(purpose);
        if (!key) {
            key = this.derive(`hash ${purpose}`);
            this.hashKeys.set(purpose, key);
        }
        return createHmac('sha256', key).update(text, 'utf8').digest();
    }
    derive(purpose) {
        return Buffer.from(hkdfSync('sha256', this.masterKey, 'mizan', purpose, KEY_BYTES));
    }
}
/** As JSON, so that no two places spell the same. */
function associatedData({ table, column, row }) {
    return Buffer.from(JSON.stringify([VERSION, table, column, row]));
}
function encrypt(key, plain, place) {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(place);
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}
function decrypt(key, box, place) {
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(place).setAuthTag(box.subarray(box.length - TAG_BYTES));
    return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES, box.length - TAG_BYTES)), decipher.final()]);
}
//# sourceMappingURL=envelope-vault.js.map