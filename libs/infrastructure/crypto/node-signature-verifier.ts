import { createHash } from 'node:crypto';
import { explainSignature, type SignatureScheme } from '@app/chain';
import { type NodePublicKey, SignatureVerifier } from '@app/node-registry';
import { verifyEd25519 } from './native-ed25519.js';

const SIGNATURE_BYTES = 64;

/** Signatures of nodes: Ed25519 by OpenSSL, secp256k1 by the scheme that the process has chosen. */
export class NodeSignatureVerifier extends SignatureVerifier {
  constructor(private readonly secp256k1: Pick<SignatureScheme, 'verify'>) {
    super();
  }

  override verify({ scheme, hex }: NodePublicKey, message: string, signature: Uint8Array): boolean {
    if (signature.length !== SIGNATURE_BYTES) return false;
    const key = Buffer.from(hex, 'hex');
    if (scheme === 'ed25519') return verifyEd25519(signature, Buffer.from(message, 'utf8'), key);
    return this.secp256k1.verify(signature, sha256(message), key);
  }

  override explain({ scheme, hex }: NodePublicKey, message: string, signature: Uint8Array): string {
    const publicKey = Buffer.from(hex, 'hex');
    if (scheme === 'secp256k1') return explainSignature({ signature, publicKey }, sha256(message), this.secp256k1);
    if (signature.length !== SIGNATURE_BYTES) return 'Signature should be 64 bytes, in hex';
    return verifyEd25519(signature, sha256(message), publicKey)
      ? 'Signature is of the SHA-256 of the text: Ed25519 signs the text itself'
      : 'Signature does not verify with the public key';
  }
}

function sha256(message: string): Buffer {
  return createHash('sha256').update(message, 'utf8').digest();
}
