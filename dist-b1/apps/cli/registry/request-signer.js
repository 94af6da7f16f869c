import { createHash, randomBytes, sign } from 'node:crypto';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as secp256k1 from '@noble/secp256k1';
import { publicKeyOf, secretBytesOf } from './node-key.js';
secp256k1.hashes.sha256 = sha256;
secp256k1.hashes.hmacSha256 = (key, message) => hmac(sha256, key, message);
/** Proves to the registry who asks, as the head of its OpenAPI document describes. */
export class RequestSigner {
    #key;
    /** Hex: 33 bytes of a compressed secp256k1 key, or 32 of an Ed25519 key. */
    publicKey;
    constructor(key) {
        this.#key = key;
        this.publicKey = publicKeyOf(key);
    }
    /** The four headers. */
    headersFor(facts, stamp = freshStamp()) {
        return {
            'x-mizan-key': this.publicKey,
            'x-mizan-timestamp': String(stamp.timestamp),
            'x-mizan-nonce': stamp.nonce,
            'x-mizan-signature': Buffer.from(this.#sign(messageOf(facts, stamp))).toString('hex'),
        };
    }
    /** Ed25519 signs the text; secp256k1 its SHA-256, as r‖s with a nonce of RFC 6979 and low s. */
    #sign(message) {
        if (this.#key.scheme === 'ed25519')
            return sign(null, message, this.#key.privateKey);
        const secret = secretBytesOf(this.#key);
        try {
            return secp256k1.sign(sha256(message), secret, { prehash: false, lowS: true });
        }
        finally {
            secret.fill(0);
        }
    }
}
function freshStamp() {
    return { timestamp: Math.floor(Date.now() / 1000), nonce: randomBytes(18).toString('base64url') };
}
/** Six lines without a last line end. */
function messageOf({ method, target, body = new Uint8Array() }, { timestamp, nonce }) {
    const bodyHash = createHash('sha256').update(body).digest('hex');
    return Buffer.from(['mizan-request-v1', method, target, bodyHash, timestamp, nonce].join('\n'));
}
//# sourceMappingURL=request-signer.js.map