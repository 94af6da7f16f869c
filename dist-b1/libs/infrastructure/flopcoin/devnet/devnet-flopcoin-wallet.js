import { FlopcoinWallet, parseAddress, } from "../../../node-registry/index.js";
import { NETWORK } from './devnet-parameters.js';
import { viewTransaction } from './view-transaction.js';
export class DevnetFlopcoinWallet extends FlopcoinWallet {
    session;
    constructor(session) {
        super();
        this.session = session;
    }
    newAddress(label) {
        return this.session.call('newAddress', () => this.session.devnet.newAddress('registry', label));
    }
    validateAddress(text) {
        return this.session.call('validateAddress', () => ({ valid: parseAddress(text)?.network === NETWORK }));
    }
    transaction(txid) {
        return this.session.call('transaction', () => viewTransaction(this.session.devnet, txid));
    }
    receivedSince(cursor) {
        return this.session.call('receivedSince', () => {
            const { ledger, purses } = this.session.devnet;
            const forkHeight = this.#forkHeight(cursor);
            const transactions = purses.registryTransactions
                .filter((txid) => (ledger.heightOf(txid) ?? Number.POSITIVE_INFINITY) > forkHeight)
                .map((txid) => viewTransaction(this.session.devnet, txid));
            const spends = transactions.filter(({ details }) => details.some(({ category }) => category === 'send'));
            return {
                entries: transactions.flatMap(receivedEntries),
                spentTxids: spends.map(({ txid }) => txid),
                cursor: ledger.tip.hash,
            };
        });
    }
    totals() {
        return this.session.call('totals', () => {
            const { ledger, purses } = this.session.devnet;
            const sums = { trusted: 0n, unconfirmed: 0n, immature: 0n, gone: 0n };
            for (const coin of purses.coins('registry'))
                sums[purses.state(coin)] += coin.amountUnits;
            const { height, hash } = ledger.tip;
            return {
                height,
                tipHash: hash,
                trustedUnits: sums.trusted,
                unconfirmedUnits: sums.unconfirmed,
                immatureUnits: sums.immature,
            };
        });
    }
    spenderOf(outpoint) {
        return this.session.call('spenderOf', () => {
            const { ledger } = this.session.devnet;
            const txid = ledger.spenderOf(outpoint);
            return txid === null ? null : { txid, confirmations: ledger.confirmations(txid) };
        });
    }
    /** Blocks after it are told. Of a block that was left behind, it is where the branches part. */
    #forkHeight(cursor) {
        const { ledger } = this.session.devnet;
        let block = cursor === null ? null : ledger.block(cursor);
        while (block && !ledger.isOnBestChain(block))
            block = ledger.block(block.previousHash);
        return block?.height ?? -1;
    }
}
function receivedEntries({ txid, confirmations, blockHash, details }) {
    return details.flatMap(({ category, address, vout, amountUnits }) => category === 'send' || address === null
        ? []
        : [{ txid, vout, address, amountUnits, confirmations, blockHash, coinbase: category === 'coinbase' }]);
}
//# sourceMappingURL=devnet-flopcoin-wallet.js.map