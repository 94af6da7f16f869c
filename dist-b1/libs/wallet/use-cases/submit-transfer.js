import { isCoinbase, outpointKey, RuleBroken, toHex, verifyTransaction, } from "../../chain/index.js";
import { DomainError } from "../../kernel/index.js";
import { InvalidTransaction, } from "../../utxo/index.js";
import { addressOf } from '../model/address.js';
/** Mines a transaction that its owners have signed themselves: their keys never come here. */
export class SubmitTransfer {
    producer;
    index;
    leadership;
    store;
    scheme;
    log;
    /** Verified and not yet answered, by ID in hex. */
    onItsWay = new Map();
    constructor(producer, index, leadership, store, scheme, log) {
        this.producer = producer;
        this.index = index;
        this.leadership = leadership;
        this.store = store;
        this.scheme = scheme;
        this.log = log;
    }
    /**
     * `transaction.id` is that of its content: whoever reads one from outside computes it. Submitting a transaction that is
     * already on the chain, or on its way there, answers as the first time does.
     * @throws InvalidTransaction, and what ProduceBlocks.submit throws
     */
    async execute(transaction, ip) {
        try {
            const mined = await this.mine(transaction);
            await this.log.record({ level: 'info', type: 'transaction_mined', message: 'a signed transfer was mined', ip });
            return mined;
        }
        catch (error) {
            if (error instanceof DomainError) {
                const message = `a signed transfer was refused: ${error.message}`;
                await this.log.record({ level: 'warn', type: 'transaction_refused', message, ip });
            }
            throw error;
        }
    }
    async mine(transaction) {
        const earlier = await this.alreadyMined(transaction);
        if (earlier)
            return earlier;
        await this.leadership.catchUp();
        try {
            return await (this.onItsWay.get(toHex(transaction.id)) ?? this.send(transaction));
        }
        catch (error) {
            // Its coins are gone also when it was mined itself between the two looks.
            const meanwhile = error instanceof InvalidTransaction ? await this.alreadyMined(transaction) : undefined;
            if (meanwhile)
                return meanwhile;
            throw error;
        }
    }
    /** Only a transaction that has passed every rule is joined by others: a false copy of it must not be in its way. */
    send(transaction) {
        const id = toHex(transaction.id);
        const sent = this.producer.submit(this.intent(transaction)).finally(() => this.onItsWay.delete(id));
        this.onItsWay.set(id, sent);
        return sent;
    }
    async alreadyMined({ id }) {
        const placed = await this.store.transaction(id);
        return placed && { txid: id, blockHash: placed.blockHash, height: placed.height };
    }
    intent(transaction) {
        if (isCoinbase(transaction))
            throw new InvalidTransaction();
        this.verify(transaction, this.index);
        const owners = transaction.inputs.map(({ publicKey }) => addressOf(publicKey));
        return {
            plan: (coins) => {
                const inputs = transaction.inputs.map((input, at) => coins.find(owners[at], input));
                if (!inputs.every((coin) => coin !== undefined))
                    throw new InvalidTransaction();
                return {
                    inputs,
                    outputs: transaction.outputs,
                    owners,
                    witnesses: transaction.inputs,
                    record: recordOf(transaction, owners),
                };
            },
        };
    }
    /** All rules at once, against the coins as they are now; planning looks again at whether they are still there. */
    verify(transaction, coins) {
        const previous = new Map(transaction.inputs.map((input) => {
            const coin = coins.find(addressOf(input.publicKey), input);
            const output = coin && { value: coin.value, pubKeyHash: Buffer.from(addressOf(input.publicKey), 'hex') };
            return [outpointKey(input), output];
        }));
        try {
            verifyTransaction(transaction, (outpoint) => previous.get(outpointKey(outpoint)), this.scheme);
        }
        catch (cause) {
            if (cause instanceof RuleBroken)
                throw new InvalidTransaction(cause);
            throw cause;
        }
    }
}
/** The books name one receiver: the first output that goes to someone else, with all that goes to others. */
function recordOf({ outputs }, owners) {
    const foreign = outputs.filter(({ pubKeyHash }) => !owners.includes(toHex(pubKeyHash)));
    const paid = foreign.length > 0 ? foreign : outputs.slice(0, 1);
    return {
        type: 'send',
        sender: owners[0],
        receiver: toHex(paid[0].pubKeyHash),
        amount: paid.reduce((total, { value }) => total + value, 0n),
    };
}
//# sourceMappingURL=submit-transfer.js.map