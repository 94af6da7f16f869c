import { Devnet } from './devnet.js';
import { DevnetFlopcoinNode } from './devnet-flopcoin-node.js';
import { DevnetFlopcoinPayments } from './devnet-flopcoin-payments.js';
import { DevnetFlopcoinWallet } from './devnet-flopcoin-wallet.js';
import { DevnetMiner } from './devnet-miner.js';
import { DevnetSession } from './devnet-session.js';
export async function openDevnet(options) {
    const devnet = await Devnet.open(options);
    const session = new DevnetSession(devnet);
    const onFailure = options.onMiningFailure ?? (() => undefined);
    const miner = new DevnetMiner(devnet, options.blockIntervalMs ?? 0, options.confirmationsWanted ?? 12, onFailure);
    if (options.blockIntervalMs !== null)
        miner.start();
    return {
        devnet,
        faults: session.faults,
        node: new DevnetFlopcoinNode(session),
        wallet: new DevnetFlopcoinWallet(session),
        payments: new DevnetFlopcoinPayments(session),
        close: () => miner.stop(),
    };
}
//# sourceMappingURL=devnet-backend.js.map