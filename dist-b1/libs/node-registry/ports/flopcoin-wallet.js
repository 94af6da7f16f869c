/** Core's one pooled wallet: what it holds and what it has seen. Errors as told at FlopcoinNode. */
export class FlopcoinWallet {
}
//# sourceMappingURL=flopcoin-wallet.js.map