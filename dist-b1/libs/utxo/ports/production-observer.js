/** Told what the block producer does, for metrics and the process log. Calls must be cheap and must not throw. */
export class ProductionObserver {
}
//# sourceMappingURL=production-observer.js.map