import { isCoinbase, serializeTransaction } from '../coin-transaction.js';
import { addressOfScript } from '../output-script.js';
import { NETWORK } from './devnet-parameters.js';
/** What Core's `gettransaction` would tell about it from the registry's wallet; null when the wallet has no part in it. */
export function viewTransaction(devnet, txid) {
    const { ledger, purses } = devnet;
    const transaction = ledger.transaction(txid);
    if (!transaction || !purses.isRegistryTransaction(txid))
        return null;
    const confirmations = ledger.confirmations(txid);
    const height = ledger.heightOf(txid);
    return {
        txid,
        confirmations,
        blockHash: height === null ? null : ledger.blockAt(height).hash,
        height,
        feeUnits: ownFee(devnet, transaction),
        walletConflicts: purses.conflicts(txid),
        details: details(devnet, transaction, confirmations < 0),
        inputs: transaction.inputs.map((input) => ({ txid: input.txid, vout: input.vout })),
        hex: serializeTransaction(transaction).toString('hex'),
    };
}
/** A spend stays listed whatever becomes of it; a deposit that was double-spent loses all its rows, as in Core. */
function details({ purses }, transaction, conflicted) {
    const spendsOurs = transaction.inputs.some((input) => purses.coin(input)?.owner.owner === 'registry');
    if (conflicted && !spendsOurs)
        return [];
    const received = isCoinbase(transaction) ? 'coinbase' : 'receive';
    return transaction.outputs.flatMap(({ amountUnits, script }, vout) => {
        const owner = purses.ownerOf(script);
        const ours = owner?.owner === 'registry';
        if (ours && owner.purpose === 'change')
            return [];
        const row = { address: addressOfScript(script, NETWORK), vout, amountUnits };
        const rows = spendsOurs ? [{ category: 'send', ...row }] : [];
        if (ours)
            rows.push({ category: received, ...row });
        return rows;
    });
}
/** Inputs less outputs, when every input is the registry's. */
function ownFee({ purses }, transaction) {
    let feeUnits = 0n;
    for (const input of transaction.inputs) {
        const coin = purses.coin(input);
        if (coin?.owner.owner !== 'registry')
            return null;
        feeUnits += coin.amountUnits;
    }
    return transaction.outputs.reduce((rest, output) => rest - output.amountUnits, feeUnits);
}
//# sourceMappingURL=view-transaction.js.map