/**
 * The coin's daemon as a reader of the chain. Hashes are 64 lower-case hex digits as the coin prints them.
 *
 * Every method of this and of the two sister ports may refuse with CoreUnavailable (not carried out), CoreTimeout (fate
 * unknown), CoreAnswerMalformed, CoreRefused and, once an identity is pinned, WrongChainOrWallet; only what comes on top
 * is named at each method.
 */
export class FlopcoinNode {
}
//# sourceMappingURL=flopcoin-node.js.map