import { COINBASE_REWARD, COINBASE_VOUT, coinbaseTransaction, fromHex, MAX_SUPPLY, transactionId, UtxoDigest, } from "../../chain/index.js";
import { SupplyExhausted } from '../utxo.errors.js';
import { IndexDraft } from './index-draft.js';
import { selectCoins, sum } from './select-coins.js';
/**
 * Puts one block together: plans intents one after the other against the index, staging each result so that the next can
 * spend it, and keeps the books (effects, supply, digest) beside. The chain's tip is that of the block below, stored or not.
 */
export class BlockAssembly {
    index;
    parent;
    draft;
    templates = [];
    effects = [];
    digest;
    nextOutputKey;
    unspentCount;
    supply;
    constructor(index, parent) {
        this.index = index;
        this.parent = parent;
        this.draft = new IndexDraft(index);
        this.digest = new UtxoDigest(parent.utxoDigest);
        this.nextOutputKey = parent.nextOutputKey;
        this.unspentCount = parent.unspentCount;
        this.supply = parent.supply;
    }
    get size() {
        return this.templates.length;
    }
    /** Adds the transaction that `intent` plans; throws its refusal and leaves the assembly as it was. */
    add(intent) {
        const plan = intent.plan(this);
        const transaction = unsigned(plan);
        if (plan.coinbaseText !== undefined) {
            if (this.supply + COINBASE_REWARD > MAX_SUPPLY)
                throw new SupplyExhausted();
            this.supply += COINBASE_REWARD;
        }
        const spends = plan.inputs.map((coin, at) => ({ value: coin.value, pubKeyHash: fromHex(plan.owners[at], 32) }));
        this.templates.push({
            transaction,
            spends,
            ...(plan.signer && { signer: plan.signer }),
        });
        this.effects.push({
            record: plan.record,
            spentKeys: plan.inputs.map(({ key }) => key),
            payers: [...new Set(plan.owners)],
            companions: plan.companions ?? [],
        });
        this.draft.spend(plan.inputs);
        for (const [at, coin] of plan.inputs.entries())
            this.digest.remove(coin, spends[at]);
        for (const [vout, output] of transaction.outputs.entries()) {
            const outpoint = { txid: transaction.id, vout };
            this.draft.create(outpoint, this.nextOutputKey++, output);
            this.digest.add(outpoint, output);
        }
        this.unspentCount += transaction.outputs.length - plan.inputs.length;
        return transaction;
    }
    select(address, amount) {
        return selectCoins(this.index, address, amount);
    }
    balance(address) {
        return this.index.spendable(address).reduce((total, slot) => total + this.index.valueOf(slot), 0n);
    }
    find(...args) {
        return this.index.find(...args);
    }
    /** `nowSeconds` may lie before the block below (a clock set back): time never runs backwards on the chain. */
    template(bits, nowSeconds) {
        return {
            header: {
                height: this.parent.header.height + 1,
                prevHash: this.parent.hash,
                timestamp: Math.max(nowSeconds, this.parent.header.timestamp),
                bits,
            },
            parent: { hash: this.parent.hash, header: this.parent.header },
            transactions: this.templates,
        };
    }
    effectsOf(block) {
        return {
            transactions: this.effects,
            tip: {
                header: block.header,
                hash: block.hash,
                supply: this.supply,
                unspentCount: this.unspentCount,
                utxoDigest: this.digest.bytes(),
                nextTransactionKey: this.parent.nextTransactionKey + this.templates.length,
                nextOutputKey: this.nextOutputKey,
            },
        };
    }
}
function unsigned(plan) {
    if (plan.coinbaseText !== undefined)
        return coinbaseTransaction(plan.outputs[0].pubKeyHash, plan.coinbaseText);
    const inputs = plan.inputs.map(({ txid, vout }, at) => ({
        txid,
        vout,
        signature: plan.witnesses?.[at]?.signature ?? null,
        publicKey: plan.witnesses?.[at]?.publicKey ?? new Uint8Array(0),
    }));
    if (inputs.some(({ vout }) => vout === COINBASE_VOUT) || sum(plan.inputs) !== total(plan)) {
        throw new Error('an intent planned a transaction whose inputs and outputs differ');
    }
    return { id: transactionId(inputs, plan.outputs), inputs, outputs: plan.outputs };
}
function total({ outputs }) {
    return outputs.reduce((paid, { value }) => paid + value, 0n);
}
//# sourceMappingURL=assemble-block.js.map