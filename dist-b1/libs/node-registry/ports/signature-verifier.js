export class SignatureVerifier {
}
//# sourceMappingURL=signature-verifier.js.map