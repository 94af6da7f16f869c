/** Told of what an operator should see of the coin side. Must not throw. */
export class CoinObserver {
}
//# sourceMappingURL=coin-observer.js.map