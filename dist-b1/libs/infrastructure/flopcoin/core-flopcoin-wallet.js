import { CoreUnavailable, FlopcoinWallet, } from "../../node-registry/index.js";
import { hashField, integerField, listField, malformed, positiveUnitsField, text } from './core-answer.js';
import { unless } from './core-flopcoin-node.js';
import { readReceivedEntry, readSentTxid, readWalletTransaction } from './core-wallet-answers.js';
import { recipientScript } from './recipient-script.js';
import { RpcCode, RpcError } from './rpc-answer.js';
const MAX_TIP_MOVES = 5;
export class CoreFlopcoinWallet extends FlopcoinWallet {
    session;
    constructor(session) {
        super();
        this.session = session;
    }
    newAddress(label) {
        return this.session.trusted(async () => {
            const address = text(await this.session.rpc.write('getnewaddress', [label]), 'getnewaddress');
            if (!/^[0-9A-Za-z]{20,128}$/.test(address))
                throw malformed('getnewaddress');
            return address;
        });
    }
    validateAddress(address) {
        return this.session.trusted(async () => ({ valid: (await recipientScript(this.session, address)) !== null }));
    }
    async transaction(txid) {
        if (!/^[0-9a-f]{64}$/.test(txid))
            return null;
        return this.session.trusted(() => this.#transaction(txid));
    }
    receivedSince(cursor) {
        return this.session.trusted(async () => {
            const answer = await this.#listSince(cursor);
            const rows = listField(answer, 'transactions');
            const entries = rows.map(readReceivedEntry);
            const spentTxids = rows.map(readSentTxid).filter((txid) => txid !== null);
            return {
                entries: entries.filter((entry) => entry !== null),
                spentTxids: [...new Set(spentTxids)],
                cursor: hashField(answer, 'lastblock'),
            };
        });
    }
    /** `getwalletinfo` reads the three figures under one lock; the tip is looked at before and after. */
    totals() {
        return this.session.trusted(async () => {
            let before = await this.#tip();
            for (let attempt = 0; attempt < MAX_TIP_MOVES; attempt++) {
                const info = await this.session.rpc.read('getwalletinfo');
                const after = await this.#tip();
                if (after.tipHash === before.tipHash)
                    return {
                        ...after,
                        trustedUnits: positiveUnitsField(info, 'balance'),
                        unconfirmedUnits: positiveUnitsField(info, 'unconfirmed_balance'),
                        immatureUnits: positiveUnitsField(info, 'immature_balance'),
                    };
                before = after;
            }
            throw new CoreUnavailable('moving_tip', { retryAfterSeconds: 1 });
        });
    }
    spenderOf(outpoint, sinceBlock) {
        return this.session.trusted(async () => {
            const rows = listField(await this.#listSince(sinceBlock), 'transactions');
            const sent = new Set(rows.map(readSentTxid).filter((txid) => txid !== null));
            let spender = null;
            for (const txid of sent) {
                const transaction = await this.#transaction(txid);
                const spends = transaction?.inputs.some((input) => input.txid === outpoint.txid && input.vout === outpoint.vout);
                if (!transaction || !spends || transaction.confirmations < 0)
                    continue;
                if (!spender || transaction.confirmations > spender.confirmations)
                    spender = { txid, confirmations: transaction.confirmations };
            }
            return spender;
        });
    }
    #transaction(txid) {
        return unless(RpcCode.addressOrKey, async () => readWalletTransaction(await this.session.rpc.read('gettransaction', [txid]), this.session));
    }
    async #tip() {
        const info = await this.session.rpc.read('getblockchaininfo');
        return { height: integerField(info, 'blocks'), tipHash: hashField(info, 'bestblockhash') };
    }
    /** An unknown block makes Flopcoin answer with all of history and Litecoin refuse (-5, -8): here it is all of history. */
    async #listSince(blockHash) {
        if (blockHash === null)
            return this.session.rpc.read('listsinceblock');
        try {
            return await this.session.rpc.read('listsinceblock', [blockHash, 1]);
        }
        catch (error) {
            const unknown = error instanceof RpcError && (error.code === RpcCode.addressOrKey || error.code === RpcCode.parameter);
            if (!unknown)
                throw error;
            return this.session.rpc.read('listsinceblock');
        }
    }
}
//# sourceMappingURL=core-flopcoin-wallet.js.map