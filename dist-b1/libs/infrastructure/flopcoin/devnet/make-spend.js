import { DUST_UNITS } from "../../../node-registry/index.js";
import { WALLET_FEE_PER_BYTE_UNITS } from './devnet-parameters.js';
/** The largest an input that spends a key's coin can get: outpoint 36, script 1+1+72+1+33, sequence 4. */
const INPUT_BYTES = 148n;
const OUTPUT_BYTES = 34n;
const FRAME_BYTES = 10n;
/**
 * Chooses coins, adds the change and signs. The smallest coin that pays alone is taken, else the largest ones until it
 * is enough; change that would be dust goes to the fee. null when the coins do not cover amount and fee.
 */
export function makeSpend(plan) {
    for (const coins of plan.coinGroups) {
        const chosen = selectCoins(coins, plan.amountUnits);
        if (chosen)
            return signedSpend(chosen, plan);
    }
    return null;
}
function selectCoins(coins, amountUnits) {
    const ascending = [...coins].sort((a, b) => a.amountUnits < b.amountUnits ? -1 : a.amountUnits > b.amountUnits ? 1 : 0);
    const single = ascending.find((coin) => coin.amountUnits >= amountUnits + spendFee(1, 2));
    if (single)
        return [single];
    const chosen = [];
    let sum = 0n;
    for (const coin of ascending.reverse()) {
        chosen.push(coin);
        sum += coin.amountUnits;
        if (sum >= amountUnits + spendFee(chosen.length, 1))
            return chosen;
    }
    return null;
}
function signedSpend(coins, plan) {
    const sum = coins.reduce((total, coin) => total + coin.amountUnits, 0n);
    const change = sum - plan.amountUnits - spendFee(coins.length, 2);
    const outputs = [{ amountUnits: plan.amountUnits, script: plan.script }];
    if (change >= DUST_UNITS)
        outputs.push({ amountUnits: change, script: plan.changeScript });
    const paid = outputs.reduce((total, output) => total + output.amountUnits, 0n);
    return { transaction: signedTransaction(coins, outputs), feeUnits: sum - paid, coins };
}
/** Spends `coins` to `outputs`; what is left over is the fee. */
export function signedTransaction(coins, outputs) {
    const unsigned = {
        version: 1,
        inputs: coins.map(({ txid, vout }) => ({ txid, vout, scriptSig: new Uint8Array(), sequence: 0xffffffff })),
        outputs,
        lockTime: 0,
    };
    const inputs = unsigned.inputs.map((input, at) => ({
        ...input,
        scriptSig: coins[at].owner.key.unlock(unsigned, at),
    }));
    return { ...unsigned, inputs };
}
/** 0.01 FLOP per 1000 bytes of the largest the transaction can get. */
export function spendFee(inputs, outputs) {
    return (FRAME_BYTES + INPUT_BYTES * BigInt(inputs) + OUTPUT_BYTES * BigInt(outputs)) * WALLET_FEE_PER_BYTE_UNITS;
}
//# sourceMappingURL=make-spend.js.map