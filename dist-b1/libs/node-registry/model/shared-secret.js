import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
/** 32 bytes from the system's generator. */
export function makeSharedSecret() {
    return randomBytes(32);
}
/** Where a node's shared secret is sealed to. */
export function sharedSecretSeal(nodeId) {
    return { table: 'node_credentials', column: 'sealed_secret', row: nodeId };
}
/** Compares in constant time. `signature` is HMAC-SHA-256 of the UTF-8 message, 32 bytes. */
export function isHmacOf(message, secret, signature) {
    const expected = createHmac('sha256', secret).update(message, 'utf8').digest();
    return signature.length === expected.length && timingSafeEqual(signature, expected);
}
//# sourceMappingURL=shared-secret.js.map