/**
 * ECDSA over secp256k1 as the chain uses it: RFC 6979 nonces, low-S signatures of 64 bytes (r‖s), compressed public keys
 * of 33 bytes. Two implementations exist, one native and one portable; they agree to the byte, and the choice is wiring.
 */
export class SignatureScheme {
}
//# sourceMappingURL=signature-scheme.js.map