import { FlopcoinNode } from "../../../node-registry/index.js";
import { NULL_TXID } from '../coin-transaction.js';
import { NETWORK } from './devnet-parameters.js';
export class DevnetFlopcoinNode extends FlopcoinNode {
    session;
    constructor(session) {
        super();
        this.session = session;
    }
    identity() {
        return this.session.call('identity', () => this.session.devnet.identity);
    }
    pin(identity) {
        this.session.pin(identity);
    }
    status() {
        return this.session.call('status', () => {
            const { height, hash, timeSeconds } = this.session.devnet.ledger.tip;
            return { chain: NETWORK, height, tipHash: hash, tipTimeSeconds: timeSeconds, syncing: false, connections: 0 };
        });
    }
    blockHashAt(height) {
        return this.session.call('blockHashAt', () => this.session.devnet.ledger.blockAt(height)?.hash ?? null);
    }
    header(hash) {
        return this.session.call('header', () => {
            const { ledger } = this.session.devnet;
            const block = ledger.block(hash);
            if (!block)
                return null;
            return {
                hash,
                height: block.height,
                confirmations: ledger.isOnBestChain(block) ? ledger.tip.height - block.height + 1 : -1,
                previousHash: block.previousHash === NULL_TXID ? null : block.previousHash,
                timeSeconds: block.timeSeconds,
            };
        });
    }
}
//# sourceMappingURL=devnet-flopcoin-node.js.map