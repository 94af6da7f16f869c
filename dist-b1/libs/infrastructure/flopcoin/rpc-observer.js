/** Told of every call to Core, for metrics. Must not throw. */
export class RpcObserver {
}
export class SilentRpcObserver extends RpcObserver {
    observe() { }
}
//# sourceMappingURL=rpc-observer.js.map