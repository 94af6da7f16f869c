import { InsufficientCoreFunds, KeypoolEmpty, WalletLocked } from "../../node-registry/index.js";
import { integerField, list, optionalField, positiveUnitsField } from './core-answer.js';
import { RpcCode } from './rpc-answer.js';
/**
 * Core says -4 for "no funds", "no key left for the change" and "fee policy" alike, and only its text tells them apart,
 * differently in each daemon. So the wallet is asked how it stands. Returns the error to throw.
 */
export async function whyFundingFailed(session, cause, order) {
    if (cause.code === RpcCode.insufficientFunds)
        return new InsufficientCoreFunds({ cause });
    if (cause.code !== RpcCode.wallet)
        return cause;
    const info = await session.rpc.read('getwalletinfo');
    const locked = optionalField(info, 'unlocked_until') !== undefined && integerField(info, 'unlocked_until') === 0;
    if (integerField(info, 'keypoolsize') === 0)
        return locked ? new WalletLocked({ cause }) : new KeypoolEmpty({ cause });
    const wanted = order.amountUnits + order.maxFeeUnits;
    return (await spendableUnits(session)) < wanted ? new InsufficientCoreFunds({ cause }) : cause;
}
/** Confirmed coins that no payment holds. Unconfirmed change may be spendable too; then funding would not have failed for want of it. */
async function spendableUnits(session) {
    const coins = list(await session.rpc.read('listunspent'), 'listunspent');
    return coins.reduce((sum, coin) => sum + positiveUnitsField(coin, 'amount'), 0n);
}
//# sourceMappingURL=core-funding-refusal.js.map