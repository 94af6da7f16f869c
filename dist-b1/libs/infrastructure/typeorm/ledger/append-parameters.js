import { encodeTransaction, fromHex, toHex } from "../../../chain/index.js";
import { byteaArray, int4Array, int8Array, textArray } from './binary-array.js';
/** Numbers the distinct addresses of a block from 1, as SQL arrays count, so that each crosses the wire once. */
class AddressBook {
    hashes = [];
    numbers = new Map();
    number(address) {
        let number = this.numbers.get(address);
        if (number === undefined) {
            number = this.hashes.push(fromHex(address, 32));
            this.numbers.set(address, number);
        }
        return number;
    }
}
/** The arguments of the SQL function append_block, in its order. Arrays are parallel and binary; positions count from 0. */
export function appendParameters({ header, hash, transactions }, effects) {
    const { tip } = effects;
    const book = new AddressBook();
    const perTransaction = {
        txids: [],
        bytes: [],
        firstOutputs: [],
        types: [],
        senders: [],
        receivers: [],
        amounts: [],
    };
    const outputs = {
        positions: [],
        vouts: [],
        addresses: [],
        values: [],
    };
    const spends = { keys: [], positions: [] };
    const companions = [];
    const outputCount = transactions.reduce((count, transaction) => count + transaction.outputs.length, 0);
    const firstOutput = tip.nextOutputKey - outputCount;
    for (const [position, transaction] of transactions.entries()) {
        const { record, spentKeys, companions: rows } = effects.transactions[position];
        perTransaction.txids.push(transaction.id);
        perTransaction.bytes.push(encodeTransaction(transaction));
        perTransaction.firstOutputs.push(firstOutput + outputs.vouts.length);
        perTransaction.types.push(record.type);
        perTransaction.senders.push(record.sender === undefined ? null : book.number(record.sender));
        perTransaction.receivers.push(book.number(record.receiver));
        perTransaction.amounts.push(record.amount);
        for (const [vout, { value, pubKeyHash }] of transaction.outputs.entries()) {
            outputs.positions.push(position);
            outputs.vouts.push(vout);
            outputs.addresses.push(book.number(toHex(pubKeyHash)));
            outputs.values.push(value);
        }
        for (const key of spentKeys) {
            spends.keys.push(key);
            spends.positions.push(position);
        }
        for (const row of rows)
            companions.push({ kind: row.kind, position, ...row.values });
    }
    return [
        header.height,
        hash,
        header.prevHash,
        header.merkleRoot,
        header.timestamp,
        header.bits,
        header.nonce,
        tip.supply,
        tip.unspentCount,
        tip.utxoDigest,
        tip.nextTransactionKey - transactions.length,
        firstOutput,
        byteaArray(book.hashes),
        byteaArray(perTransaction.txids),
        byteaArray(perTransaction.bytes),
        int8Array(perTransaction.firstOutputs),
        textArray(perTransaction.types),
        int4Array(perTransaction.senders),
        int4Array(perTransaction.receivers),
        int8Array(perTransaction.amounts),
        int4Array(outputs.positions),
        int4Array(outputs.vouts),
        int4Array(outputs.addresses),
        int8Array(outputs.values),
        int8Array(spends.keys),
        int4Array(spends.positions),
        JSON.stringify(companions),
    ];
}
//# sourceMappingURL=append-parameters.js.map