export class WalletHistory {
}
//# sourceMappingURL=wallet-history.js.map