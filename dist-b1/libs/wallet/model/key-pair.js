import { randomBytes } from 'node:crypto';
import { fromHex } from "../../chain/index.js";
import { InvalidPrivateKey } from '../wallet.errors.js';
import { addressOf } from './address.js';
export function generateKeyPair(scheme) {
    for (;;) {
        const privateKey = randomBytes(32);
        // All but one in 2^128 random numbers are keys; the loop is for that one.
        if (scheme.isPrivateKey(privateKey))
            return { privateKey, address: addressOf(scheme.publicKeyOf(privateKey)) };
    }
}
/**
 * Reads a private key as a caller wrote it: exactly 64 hex characters, a number from 1 to n-1.
 * @throws InvalidPrivateKey
 */
export function parsePrivateKey(text, scheme) {
    const bytes = fromHex(text, 32);
    if (!bytes || !scheme.isPrivateKey(bytes))
        throw new InvalidPrivateKey();
    return bytes;
}
//# sourceMappingURL=key-pair.js.map