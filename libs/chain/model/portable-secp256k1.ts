import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as secp256k1 from '@noble/secp256k1';
import { isPoint, type SignatureScheme } from './signature-scheme.js';

secp256k1.hashes.sha256 = sha256;
secp256k1.hashes.hmacSha256 = (key, message) => hmac(sha256, key, message);

/** Pure JavaScript, everywhere the same; about fifty times slower than the native twin. */
export const portableSecp256k1: SignatureScheme = {
  name: 'secp256k1 (portable)',
  isPrivateKey: (bytes) => bytes.length === 32 && secp256k1.utils.isValidSecretKey(bytes),
  publicKeyOf: (privateKey) => secp256k1.getPublicKey(privateKey, true),
  pointOf: (privateKey) => secp256k1.getPublicKey(privateKey, false),
  sign: (digest, privateKey) => secp256k1.sign(digest, privateKey, { prehash: false, lowS: true }),
  verify: (signature, digest, publicKey) => publicKey.length === 33 && verify(signature, digest, publicKey),
  verifyByPoint: (signature, digest, point) => isPoint(point) && verify(signature, digest, point),
};

function verify(signature: Uint8Array, digest: Uint8Array, key: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  try {
    return secp256k1.verify(signature, digest, key, { prehash: false, lowS: true });
  } catch {
    return false;
  }
}
