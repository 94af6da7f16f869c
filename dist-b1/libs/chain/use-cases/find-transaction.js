import { DomainError } from "../../kernel/index.js";
import { TransactionNotFound } from '../chain.errors.js';
import { fromBase64, fromHex } from '../model/bytes.js';
import { merkleProof } from '../model/merkle.js';
import { decodeTransaction } from '../model/transaction-codec.js';
export class InvalidTransactionId extends DomainError {
    kind = 'invalid';
    code = 'invalid_transaction_id';
    constructor() {
        super('invalid transaction id');
    }
}
/** Finds a transaction on the chain, and proves that it is there. */
export class FindTransaction {
    store;
    constructor(store) {
        this.store = store;
    }
    /**
     * @param id 64 hex characters, or the Base64 that transactions are printed with
     * @throws InvalidTransactionId · TransactionNotFound
     */
    async execute(id) {
        const place = await this.place(id);
        const tip = await this.store.tip();
        return {
            transaction: decodeTransaction(place.bytes),
            place,
            confirmations: Math.max(0, (tip?.header.height ?? place.height) - place.height) + 1,
        };
    }
    /** @throws InvalidTransactionId · TransactionNotFound */
    async prove(id) {
        const place = await this.place(id);
        const block = await this.store.blockAt(place.height);
        if (!block)
            throw new TransactionNotFound();
        return {
            transaction: decodeTransaction(place.bytes),
            block,
            position: place.position,
            steps: merkleProof(block.transactions.map((transaction) => transaction.id), place.position),
        };
    }
    async place(id) {
        const txid = fromHex(id, 32) ?? base64Id(id);
        if (!txid)
            throw new InvalidTransactionId();
        const place = await this.store.transaction(txid);
        if (!place)
            throw new TransactionNotFound();
        return place;
    }
}
/** Base64 has `/` and `+`, awkward in a path: the URL-safe spelling is taken as well. */
function base64Id(id) {
    const bytes = fromBase64(id.replaceAll('-', '+').replaceAll('_', '/'));
    return bytes?.length === 32 ? bytes : undefined;
}
//# sourceMappingURL=find-transaction.js.map