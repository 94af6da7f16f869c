import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
/** From the system's generator. */
export function makeNodeKey(scheme) {
    const { privateKey } = scheme === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    return { scheme, privateKey };
}
/** Reads an unencrypted private key as OpenSSL writes it too (PKCS #8 or SEC 1, PEM); `undefined` for anything else. */
export function parseNodeKey(pem) {
    let privateKey;
    try {
        privateKey = createPrivateKey(pem);
    }
    catch {
        return undefined;
    }
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = privateKey;
    if (type === 'ed25519')
        return { scheme: 'ed25519', privateKey };
    if (type === 'ec' && details?.namedCurve === 'secp256k1')
        return { scheme: 'secp256k1', privateKey };
    return undefined;
}
/** PKCS #8, PEM. */
export function writeNodeKey({ privateKey }) {
    return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
/** The id by which the registry knows the key: hex of 33 bytes (compressed secp256k1) or 32 (Ed25519). */
export function publicKeyOf({ scheme, privateKey }) {
    const { x, y } = privateKey.export({ format: 'jwk' });
    const first = Buffer.from(x, 'base64url').toString('hex');
    if (scheme === 'ed25519')
        return first;
    const isOdd = Buffer.from(y, 'base64url').at(-1) & 1;
    return `${isOdd ? '03' : '02'}${first}`;
}
/** 32 bytes, the caller's to wipe. */
export function secretBytesOf({ privateKey }) {
    return Buffer.from(privateKey.export({ format: 'jwk' }).d, 'base64url');
}
//# sourceMappingURL=node-key.js.map