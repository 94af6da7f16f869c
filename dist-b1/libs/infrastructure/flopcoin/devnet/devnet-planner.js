import { AmountBelowDust, DUST_UNITS, InsufficientCoreFunds, InvalidRecipient, parseAddress, } from "../../../node-registry/index.js";
import { CoinKey } from '../coin-key.js';
import { outpointKey, serializeTransaction, transactionId } from '../coin-transaction.js';
import { outputScript } from '../output-script.js';
import { makeBlock } from './devnet-block.js';
import { NETWORK } from './devnet-parameters.js';
import { makeSpend, signedTransaction, spendFee } from './make-spend.js';
/** Works out what an act would add to the records. Changes nothing: the act is done when the records are stored. */
export class DevnetPlanner {
    ledger;
    purses;
    clock;
    randomBytes;
    constructor(ledger, purses, clock, randomBytes) {
        this.ledger = ledger;
        this.purses = purses;
        this.clock = clock;
        this.randomBytes = randomBytes;
    }
    key(owner, purpose, label) {
        const key = new CoinKey(this.randomBytes(32));
        return { address: key.address, privateKeyHex: Buffer.from(key.privateKey).toString('hex'), owner, purpose, label };
    }
    /** @throws AmountBelowDust, InvalidRecipient, InsufficientCoreFunds, in this order */
    payment(owner, { address, amountUnits, taken }) {
        if (amountUnits < DUST_UNITS)
            throw new AmountBelowDust();
        const recipient = parseAddress(address);
        if (recipient?.network !== NETWORK)
            throw new InvalidRecipient();
        const excluded = new Set(taken.map(outpointKey));
        const trusted = this.purses
            .coins(owner)
            .filter((coin) => !excluded.has(outpointKey(coin)) && this.purses.state(coin) === 'trusted');
        const confirmed = trusted.filter((coin) => this.ledger.heightOf(coin.txid) !== null);
        const change = this.key(owner, 'change', '');
        const spend = makeSpend({
            coinGroups: [confirmed, trusted],
            amountUnits,
            script: outputScript(recipient),
            changeScript: outputScript(parseAddress(change.address)),
        });
        if (!spend)
            throw new InsufficientCoreFunds();
        return { spend, change };
    }
    /** A block on the tip with the whole mempool in it. */
    nextBlock() {
        const { mempool, tip } = this.ledger;
        const feeUnits = mempool.reduce((sum, txid) => sum + this.#feeOf(txid), 0n);
        const { block, coinbase } = this.#blockOn(tip, mempool, feeUnits);
        return { keys: [], transactions: [coinbase], blocks: [block], tipHash: block.hash };
    }
    /** @throws RangeError when there are not so many blocks, or a coin of `doubleSpend` is not ours or younger than the fork */
    branch({ depth, doubleSpend = [] }) {
        const base = this.ledger.blockAt(this.ledger.tip.height - depth);
        if (!base || depth < 1)
            throw new RangeError('a reorganisation replaces at least one block and not block 0');
        const replacements = doubleSpend.map((txid) => this.#replacement(txid, base.height));
        const transactions = replacements.map(({ row }) => row);
        const feeUnits = replacements.reduce((sum, replacement) => sum + replacement.feeUnits, 0n);
        const first = this.#blockOn(base, transactions.map(({ txid }) => txid), feeUnits);
        const made = [first];
        while (made.length <= depth)
            made.push(this.#blockOn(made.at(-1).block, [], 0n));
        return {
            keys: [],
            transactions: [...transactions, ...made.map(({ coinbase }) => coinbase)],
            blocks: made.map(({ block }) => block),
            tipHash: made.at(-1).block.hash,
        };
    }
    #blockOn(previous, transactionIds, feeUnits) {
        return makeBlock({
            height: previous.height + 1,
            previousHash: previous.hash,
            timeSeconds: Math.max(Math.floor(this.clock.nowMs() / 1000), previous.timeSeconds),
            extraNonce: this.randomBytes(8),
            rewardScript: this.purses.firstKeyOf('outside').key.script,
            feeUnits,
            transactionIds,
        });
    }
    /** Another spend of the same coins, back to the one who owns them. */
    #replacement(txid, baseHeight) {
        const inputs = this.ledger.transaction(txid)?.inputs ?? [];
        const coins = inputs
            .map((input) => this.purses.coin(input))
            .filter((coin) => {
            const height = coin && this.ledger.heightOf(coin.txid);
            return height !== null && height <= baseHeight;
        });
        if (coins.length === 0 || coins.length !== inputs.length)
            throw new RangeError('its coins are not ours, or younger than the fork');
        const feeUnits = 2n * spendFee(coins.length, 1);
        const amountUnits = coins.reduce((sum, coin) => sum + coin.amountUnits, 0n) - feeUnits;
        const { script } = this.purses.firstKeyOf(coins[0].owner.owner).key;
        return { row: transactionRow(signedTransaction(coins, [{ amountUnits, script }])), feeUnits };
    }
    #feeOf(txid) {
        const { inputs, outputs } = this.ledger.transaction(txid);
        const spent = inputs.reduce((sum, input) => sum + this.ledger.output(input).amountUnits, 0n);
        return spent - outputs.reduce((sum, output) => sum + output.amountUnits, 0n);
    }
}
export function transactionRow(transaction) {
    return { txid: transactionId(transaction), hex: serializeTransaction(transaction).toString('hex') };
}
//# sourceMappingURL=devnet-planner.js.map