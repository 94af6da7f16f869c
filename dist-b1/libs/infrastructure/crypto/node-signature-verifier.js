import { createHash, createPublicKey, verify } from 'node:crypto';
import { SignatureVerifier } from "../../node-registry/index.js";
const SIGNATURE_BYTES = 64;
/** Signatures of nodes: Ed25519 by OpenSSL, secp256k1 by the scheme that the process has chosen. */
export class NodeSignatureVerifier extends SignatureVerifier {
    secp256k1;
    constructor(secp256k1) {
        super();
        this.secp256k1 = secp256k1;
    }
    verify({ scheme, hex }, message, signature) {
        if (signature.length !== SIGNATURE_BYTES)
            return false;
        const key = Buffer.from(hex, 'hex');
        if (scheme === 'ed25519')
            return verifyEd25519(key, message, signature);
        return this.secp256k1.verify(signature, createHash('sha256').update(message, 'utf8').digest(), key);
    }
}
function verifyEd25519(key, message, signature) {
    try {
        const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') };
        return verify(null, Buffer.from(message, 'utf8'), createPublicKey({ key: jwk, format: 'jwk' }), signature);
    }
    catch {
        return false; // not a point of the curve
    }
}
//# sourceMappingURL=node-signature-verifier.js.map