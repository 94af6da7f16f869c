import { AmountBelowDust, InvalidAmount } from '../coin.errors.js';
import { AmountAboveLimit } from '../node-wallet.errors.js';
import { ABOVE_ZERO, DUST_UNITS, UNITS_PER_FLOP } from './flop-amount.js';
/** What a node may spend, and how often. */
export class SpendingPolicy {
  readonly maxAmountUnits: bigint = 1000n * UNITS_PER_FLOP;
  readonly windowSeconds: number = 3600;
  /** Payments per window, those that were refused not counted. */
  readonly maxPerWindow: number = 10;
  /** The most that the network may take for one payment; so much is held until the true fee is known. */
  readonly maxFeeUnits: bigint = UNITS_PER_FLOP / 2n;
  /** Fresh addresses per node and window. */
  readonly maxAddressesPerWindow: number = 100;

  constructor(
    changes: Partial<
      Pick<
        SpendingPolicy,
        'maxAmountUnits' | 'windowSeconds' | 'maxPerWindow' | 'maxFeeUnits' | 'maxAddressesPerWindow'
      >
    > = {},
  ) {
    Object.assign(this, changes);
  }

  /** @throws InvalidAmount, AmountBelowDust, AmountAboveLimit, in this order */
  requireSendable(amountUnits: bigint): void {
    if (amountUnits <= 0n) throw new InvalidAmount({ why: ABOVE_ZERO });
    if (amountUnits < DUST_UNITS) throw new AmountBelowDust();
    if (amountUnits > this.maxAmountUnits) throw new AmountAboveLimit(this.maxAmountUnits);
  }
}

/** What the house may pay to have small coins made into larger ones. */
export class ConsolidationPolicy {
  /**
   * @param feePerDayUnits for all of 24 hours; 0 switches it off
   * @param maxRateUnits nothing is done while 1000 bytes cost more
   */
  constructor(
    readonly feePerDayUnits: bigint = UNITS_PER_FLOP,
    readonly maxRateUnits: bigint = UNITS_PER_FLOP / 100n,
  ) {}
}

/** How deep is deep enough. */
export class ConfirmationPolicy {
  /**
   * @param required blocks until a deposit can be spent and a payment counts as confirmed, or as dead
   * @param final blocks after which nothing is looked at again
   */
  constructor(
    readonly required = 6,
    readonly final = 120,
  ) {}
}
