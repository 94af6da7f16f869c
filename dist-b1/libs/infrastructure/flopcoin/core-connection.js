import { CoreFlopcoinNode } from './core-flopcoin-node.js';
import { CoreFlopcoinPayments } from './core-flopcoin-payments.js';
import { CoreFlopcoinWallet } from './core-flopcoin-wallet.js';
import { CoreSession } from './core-session.js';
import { HttpExchange } from './http-exchange.js';
import { RpcClient } from './rpc-client.js';
import { SilentRpcObserver } from './rpc-observer.js';
/** Opens nothing yet: the first call does, and each later call finds its own way after an outage. */
export function connectToCore(options) {
    const exchange = new HttpExchange({ host: options.host, port: options.port }, {
        timeoutMs: options.timeoutMs ?? 15_000,
        connectTimeoutMs: options.connectTimeoutMs ?? 3_000,
        maxAnswerBytes: options.maxAnswerBytes ?? 64 * 1024 * 1024,
    });
    const rpc = new RpcClient(exchange, options.credentials, options.observer ?? new SilentRpcObserver());
    const session = new CoreSession(rpc);
    return {
        node: new CoreFlopcoinNode(session),
        wallet: new CoreFlopcoinWallet(session),
        payments: new CoreFlopcoinPayments(session),
        close: async () => rpc.close(),
    };
}
//# sourceMappingURL=core-connection.js.map