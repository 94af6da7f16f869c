import { fromHex } from "../../chain/index.js";
/** Pays `amount` from `coins` to `to` and the rest, if any, back to `from`: inputs = outputs, there is no fee. */
export function paymentOutputs(coins, from, to, amount) {
    const change = coins.reduce((total, coin) => total + coin.value, -amount);
    if (change < 0n)
        throw new RangeError('the coins do not cover the amount');
    const payment = { value: amount, pubKeyHash: fromHex(to, 32) };
    return change === 0n ? [payment] : [payment, { value: change, pubKeyHash: fromHex(from, 32) }];
}
//# sourceMappingURL=payment.js.map