/** Stored transactions by wallet. */
export class WalletHistory {
}
//# sourceMappingURL=wallet-history.js.map