import { createPublicKey, verify } from 'node:crypto';

/** Whether an Ed25519 key (32 bytes) has signed the message, by OpenSSL; false for a key that is no point of the curve. */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
    return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
  } catch {
    return false;
  }
}
