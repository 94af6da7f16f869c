import { AmountBelowDust, InvalidAmount } from '../node-registry.errors.js';
import { AmountAboveLimit } from '../wallet.errors.js';
import { DUST_UNITS, UNITS_PER_FLOP } from './flop-amount.js';
/** What a node may spend, and how often. */
export class SpendingPolicy {
    maxAmountUnits = 1000n * UNITS_PER_FLOP;
    windowSeconds = 3600;
    /** Payments per window, those that were refused not counted. */
    maxPerWindow = 10;
    /** The most that the network may take for one payment; so much is held until the true fee is known. */
    maxFeeUnits = UNITS_PER_FLOP / 2n;
    /** Fresh addresses per node and window. */
    maxAddressesPerWindow = 100;
    constructor(changes = {}) {
        Object.assign(this, changes);
    }
    /** @throws InvalidAmount, AmountBelowDust, AmountAboveLimit, in this order */
    requireSendable(amountUnits) {
        if (amountUnits <= 0n)
            throw new InvalidAmount();
        if (amountUnits < DUST_UNITS)
            throw new AmountBelowDust();
        if (amountUnits > this.maxAmountUnits)
            throw new AmountAboveLimit(this.maxAmountUnits);
    }
}
/** How deep is deep enough. */
export class ConfirmationPolicy {
    required;
    final;
    /**
     * @param required blocks until a deposit can be spent and a payment counts as confirmed, or as dead
     * @param final blocks after which nothing is looked at again
     */
    constructor(required = 6, final = 120) {
        this.required = required;
        this.final = final;
    }
}
//# sourceMappingURL=spending-policy.js.map