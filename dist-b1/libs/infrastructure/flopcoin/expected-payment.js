import { parseTransaction, serializeTransaction } from './coin-transaction.js';
import { field, hashField, integerField, listField, malformed, positiveUnitsField, textField } from './core-answer.js';
/**
 * Looks at the signed transaction as Core decodes it, before anything depends on it: the recipient is paid exactly once
 * and exactly the amount, there is at most one more output (the change), the inputs are the funded ones, and the fee
 * will be relayed. Returns the txid.
 * @throws CoreAnswerMalformed
 */
export function requireExpectedPayment(decoded, expected) {
    const outputs = listField(decoded, 'vout').map((output) => ({
        script: textField(field(output, 'scriptPubKey'), 'hex'),
        amountUnits: positiveUnitsField(output, 'value'),
    }));
    if (outputs.length !== (expected.hasChange ? 2 : 1))
        throw malformed('number of outputs');
    const pays = outputs.filter((output) => output.script === expected.recipientScript && output.amountUnits === expected.amountUnits);
    if (pays.length === 0)
        throw malformed('recipient is not paid');
    const inputs = listField(decoded, 'vin').map((input) => `${hashField(input, 'txid')}:${integerField(input, 'vout')}`);
    if (inputs.join() !== expected.inputs.map(({ txid, vout }) => `${txid}:${vout}`).join())
        throw malformed('inputs');
    const size = BigInt(serializeTransaction(parseTransaction(expected.hex)).length);
    if (expected.feeUnits * 1000n < expected.relayFeeUnits * size)
        throw malformed('fee below what is relayed');
    return hashField(decoded, 'txid');
}
//# sourceMappingURL=expected-payment.js.map