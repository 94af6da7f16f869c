import { sha256 } from './bytes.js';
import type { SignatureScheme } from './signature-scheme.js';

/** n/2 of secp256k1: a low s is at most this. */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** What is wrong with the form of an ECDSA signature, in words for the one who made it; `undefined` when it has the form. */
export function explainSignatureForm(signature: Uint8Array): string | undefined {
  const { length } = signature;
  if (length === 65) return 'Signature has 65 bytes: leave the recovery byte out, r and s are 64 bytes';
  if (length > 8 && signature[0] === 0x30 && signature[1] === length - 2)
    return 'Signature is DER: send r and s alone, 32 bytes each';
  if (length !== 64) return 'Signature should be r and s, 64 bytes';
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`);
  return s > HALF_ORDER ? 'Signature has a high s: send n - s in its place' : undefined;
}

/** Why a signature is refused that does not verify. Costs one more verification. */
export function explainSignature(
  { signature, publicKey }: { signature: Uint8Array; publicKey: Uint8Array },
  digest: Uint8Array,
  { verify }: Pick<SignatureScheme, 'verify'>,
): string {
  const form = explainSignatureForm(signature);
  if (form !== undefined) return form;
  return verify(signature, sha256(digest), publicKey)
    ? 'Signature is of a digest that was hashed once more: sign the digest itself'
    : 'Signature does not verify with the public key';
}
