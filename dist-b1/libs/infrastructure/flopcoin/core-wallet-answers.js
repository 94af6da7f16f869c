import { BytesMalformed } from './byte-reader.js';
import { parseTransaction } from './coin-transaction.js';
import { hash, hashField, integerField, list, listField, malformed, optionalField, text, textField, unitsField, } from './core-answer.js';
import { readHeader } from './core-flopcoin-node.js';
const CATEGORIES = new Map([
    ['send', 'send'],
    ['receive', 'receive'],
    ['generate', 'coinbase'],
    ['immature', 'coinbase'],
    ['orphan', 'coinbase'],
]);
/** The answer of `gettransaction`, with the height from the block's header. */
export async function readWalletTransaction(answer, session) {
    const blockHash = blockHashOf(answer);
    const hex = textField(answer, 'hex');
    const fee = optionalField(answer, 'fee') === undefined ? null : unitsField(answer, 'fee');
    return {
        txid: hashField(answer, 'txid'),
        confirmations: integerField(answer, 'confirmations'),
        blockHash,
        height: blockHash === null ? null : (await readHeader(session, blockHash)).height,
        feeUnits: fee === null ? null : magnitude(fee),
        walletConflicts: list(optionalField(answer, 'walletconflicts') ?? [], 'walletconflicts').map((txid) => hash(txid, 'walletconflicts')),
        details: listField(answer, 'details')
            .map(readDetail)
            .filter((detail) => detail !== null),
        inputs: inputsOf(hex),
        hex,
    };
}
/** A row of `listsinceblock` when it tells of money received, null for the other side of our own payments. */
export function readReceivedEntry(row) {
    const detail = readDetail(row);
    if (!detail || detail.category === 'send' || detail.address === null)
        return null;
    return {
        txid: hashField(row, 'txid'),
        vout: detail.vout,
        address: detail.address,
        amountUnits: detail.amountUnits,
        confirmations: integerField(row, 'confirmations'),
        blockHash: blockHashOf(row),
        coinbase: detail.category === 'coinbase',
    };
}
/** The transaction of a row that tells of money sent, null for the others. */
export function readSentTxid(row) {
    return textField(row, 'category') === 'send' ? hashField(row, 'txid') : null;
}
/** The coins that a raw transaction spends. */
export function inputsOf(hex) {
    try {
        return parseTransaction(hex).inputs.map(({ txid, vout }) => ({ txid, vout }));
    }
    catch (cause) {
        if (cause instanceof BytesMalformed)
            throw malformed('hex', cause);
        throw cause;
    }
}
/** null for categories that are book entries of Core's own accounts (`move`) and touch no coin. */
function readDetail(row) {
    const category = CATEGORIES.get(textField(row, 'category'));
    if (!category)
        return null;
    const address = optionalField(row, 'address');
    return {
        category,
        address: address === undefined ? null : text(address, 'address'),
        vout: integerField(row, 'vout'),
        amountUnits: magnitude(unitsField(row, 'amount')),
    };
}
function blockHashOf(answer) {
    const blockHash = optionalField(answer, 'blockhash');
    return blockHash === undefined ? null : hash(blockHash, 'blockhash');
}
function magnitude(units) {
    return units < 0n ? -units : units;
}
//# sourceMappingURL=core-wallet-answers.js.map