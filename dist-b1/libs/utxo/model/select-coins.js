import { MAX_PARTS } from "../../chain/index.js";
import { InsufficientFunds, TooManyCoins } from '../utxo.errors.js';
/**
 * Coins of `address` worth at least `amount`, few of them: the smallest single coin that suffices, else the largest ones
 * until they do.
 * @throws InsufficientFunds when all coins together are worth less
 * @throws TooManyCoins when more than 5000 coins would be needed
 */
export function selectCoins(index, address, amount) {
    const slots = index.spendable(address);
    let best = -1;
    for (const slot of slots) {
        if (index.valueOf(slot) >= amount && (best < 0 || index.valueOf(slot) < index.valueOf(best)))
            best = slot;
    }
    if (best >= 0)
        return [index.coin(best)];
    const byValue = [...slots].sort((left, right) => compare(index.valueOf(right), index.valueOf(left)));
    const chosen = [];
    let collected = 0n;
    for (const slot of byValue) {
        collected += index.valueOf(slot);
        if (chosen.length < MAX_PARTS)
            chosen.push(index.coin(slot));
        if (collected >= amount) {
            if (chosen.length === MAX_PARTS && sum(chosen) < amount)
                throw new TooManyCoins();
            return chosen;
        }
    }
    throw new InsufficientFunds();
}
export function sum(coins) {
    return coins.reduce((total, coin) => total + coin.value, 0n);
}
function compare(left, right) {
    return left < right ? -1 : left > right ? 1 : 0;
}
//# sourceMappingURL=select-coins.js.map