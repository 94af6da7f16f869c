import {
  type CoinChoice,
  chooseCoins,
  crumbLimitUnits,
  type NoChoice,
  type SelectionTerms,
  type SpendableCoin,
} from './coin-selection.js';

/** A coin of the pooled wallet, as a payment of one node sees it. */
export interface PooledCoin extends SpendableCoin {
  /** False for change of payments that are still in the mempool. */
  readonly isConfirmed: boolean;
  /** It came to an address of the node that pays. */
  readonly isPayers: boolean;
}

/** With so few coins a payment costs about the same whatever they are. */
const ORDINARY_INPUTS = 3;

/**
 * Chooses from the pool what the payer has to pay for: confirmed coins before unconfirmed change, and crumbs last. A node
 * pays for the crumbs that were sent to it and for no others': those wait to be consolidated at the house's cost, unless
 * the payment is an ordinary one even with them.
 */
export function choosePaymentCoins<Coin extends PooledCoin>(
  pool: readonly Coin[],
  terms: SelectionTerms,
): CoinChoice<Coin> | NoChoice {
  const limitUnits = crumbLimitUnits(terms.rateUnits);
  const large = pool.filter(({ amountUnits }) => amountUnits >= limitUnits);
  const crumbs = pool.filter(({ amountUnits, isConfirmed }) => amountUnits < limitUnits && isConfirmed);
  const own = crumbs.filter(({ isPayers }) => isPayers);
  let refusal: NoChoice = { refused: 'not_enough' };
  for (const coins of [large.filter(({ isConfirmed }) => isConfirmed), large, [...large, ...own]]) {
    const choice = chooseCoins(coins, terms);
    if (!('refused' in choice)) return choice;
    if (choice.refused === 'fee_above_cap') refusal = choice;
  }
  const any = chooseCoins([...large, ...crumbs], terms);
  return 'refused' in any || any.coins.length > ORDINARY_INPUTS ? refusal : any;
}
