import { FlopcoinNode } from "../../node-registry/index.js";
import { booleanField, hash, hashField, integerField, optionalField, text, textField } from './core-answer.js';
import { RpcCode, RpcError } from './rpc-answer.js';
export class CoreFlopcoinNode extends FlopcoinNode {
    session;
    constructor(session) {
        super();
        this.session = session;
    }
    identity() {
        return this.session.identity();
    }
    pin(identity) {
        this.session.pin(identity);
    }
    status() {
        return this.session.trusted(async () => {
            const chainInfo = await this.session.rpc.read('getblockchaininfo');
            const tipHash = hashField(chainInfo, 'bestblockhash');
            return {
                chain: textField(chainInfo, 'chain'),
                height: integerField(chainInfo, 'blocks'),
                tipHash,
                tipTimeSeconds: integerField(await this.session.rpc.read('getblockheader', [tipHash]), 'time'),
                syncing: booleanField(chainInfo, 'initialblockdownload'),
                connections: integerField(await this.session.rpc.read('getnetworkinfo'), 'connections'),
            };
        });
    }
    blockHashAt(height) {
        return this.session.trusted(() => unless(RpcCode.parameter, async () => hash(await this.session.rpc.read('getblockhash', [height]), 'getblockhash')));
    }
    header(blockHash) {
        return this.session.trusted(() => unless(RpcCode.addressOrKey, () => readHeader(this.session, blockHash)));
    }
}
/** A block's header, also asked for by the wallet: neither daemon's transactions agree on telling a height. */
export async function readHeader({ rpc }, blockHash) {
    const header = await rpc.read('getblockheader', [blockHash]);
    const previousHash = optionalField(header, 'previousblockhash');
    return {
        hash: hashField(header, 'hash'),
        height: integerField(header, 'height'),
        confirmations: integerField(header, 'confirmations'),
        previousHash: previousHash === undefined ? null : text(previousHash, 'previousblockhash'),
        timeSeconds: integerField(header, 'time'),
    };
}
/** null when Core refuses with `code`, which for this question means "there is none". */
export async function unless(code, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof RpcError && error.code === code)
            return null;
        throw error;
    }
}
//# sourceMappingURL=core-flopcoin-node.js.map