import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as secp256k1 from '@noble/secp256k1';
import { type SignatureScheme, strictVerification } from './signature-scheme.js';

secp256k1.hashes.sha256 = sha256;
secp256k1.hashes.hmacSha256 = (key, message) => hmac(sha256, key, message);

/** Pure JavaScript, everywhere the same; about fifty times slower than the native twin. */
export const portableSecp256k1: SignatureScheme = {
  name: 'secp256k1 (portable)',
  isPrivateKey: (bytes) => bytes.length === 32 && secp256k1.utils.isValidSecretKey(bytes),
  publicKeyOf: (privateKey) => secp256k1.getPublicKey(privateKey, true),
  pointOf: (privateKey) => secp256k1.getPublicKey(privateKey, false),
  sign: (digest, privateKey) => secp256k1.sign(digest, privateKey, { prehash: false, lowS: true }),
  ...strictVerification((signature, digest, key) =>
    secp256k1.verify(signature, digest, key, { prehash: false, lowS: true }),
  ),
};
