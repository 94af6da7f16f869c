import { createHash, createPublicKey, verify } from 'node:crypto';
import type { SignatureScheme } from '@app/chain';
import { type NodePublicKey, SignatureVerifier } from '@app/node-registry';

const SIGNATURE_BYTES = 64;

/** Signatures of nodes: Ed25519 by OpenSSL, secp256k1 by the scheme that the process has chosen. */
export class NodeSignatureVerifier extends SignatureVerifier {
  constructor(private readonly secp256k1: Pick<SignatureScheme, 'verify'>) {
    super();
  }

  override verify({ scheme, hex }: NodePublicKey, message: string, signature: Uint8Array): boolean {
    if (signature.length !== SIGNATURE_BYTES) return false;
    const key = Buffer.from(hex, 'hex');
    if (scheme === 'ed25519') return verifyEd25519(key, message, signature);
    return this.secp256k1.verify(signature, createHash('sha256').update(message, 'utf8').digest(), key);
  }
}

function verifyEd25519(key: Buffer, message: string, signature: Uint8Array): boolean {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') };
    return verify(null, Buffer.from(message, 'utf8'), createPublicKey({ key: jwk, format: 'jwk' }), signature);
  } catch {
    return false; // not a point of the curve
  }
}
