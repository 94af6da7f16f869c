import { type CoinOutpoint } from '@app/node-wallet';
import { parseTransaction, serializeTransaction } from './coin-transaction.js';
import { field, hashField, integerField, listField, malformed, positiveUnitsField, textField } from './core-answer.js';

export interface ExpectedPayment {
  hex: string;
  /** Every output and no other, in any order; a script that is not known may be any. */
  outputs: readonly { script: string | undefined; amountUnits: bigint }[];
  feeUnits: bigint;
  inputs: readonly CoinOutpoint[];
  /** The least that peers relay, units per 1000 bytes. Core itself would take a transaction that pays nothing. */
  relayFeeUnits: bigint;
}

/**
 * Looks at the signed transaction as Core decodes it, before anything depends on it: it pays what it should to whom it
 * should and nothing else, its inputs are the chosen ones, and the fee will be relayed. Returns the txid.
 * @throws CoreAnswerMalformed
 */
export function requireExpectedPayment(decoded: unknown, expected: ExpectedPayment): string {
  const outputs = listField(decoded, 'vout').map((output) => ({
    script: textField(field(output, 'scriptPubKey'), 'hex'),
    amountUnits: positiveUnitsField(output, 'value'),
  }));
  if (outputs.length !== expected.outputs.length) throw malformed('number of outputs');
  for (const { script, amountUnits } of expected.outputs) {
    const at = outputs.findIndex(
      (output) => output.amountUnits === amountUnits && (script ?? output.script) === output.script,
    );
    if (at < 0) throw malformed('an output is not as ordered');
    outputs.splice(at, 1);
  }
  const inputs = listField(decoded, 'vin').map((input) => `${hashField(input, 'txid')}:${integerField(input, 'vout')}`);
  if (inputs.join() !== expected.inputs.map(({ txid, vout }) => `${txid}:${vout}`).join()) throw malformed('inputs');
  const size = BigInt(serializeTransaction(parseTransaction(expected.hex)).length);
  if (expected.feeUnits * 1000n < expected.relayFeeUnits * size) throw malformed('fee below what is relayed');
  return hashField(decoded, 'txid');
}
