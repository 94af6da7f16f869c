/** verifyBlock away from the thread that answers requests: verifying a full block takes a good part of a second. */
export class BlockVerifier {
}
//# sourceMappingURL=block-verifier.js.map