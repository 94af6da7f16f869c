import type { CoinOutpoint } from '../ports/flopcoin-payments.js';
import { DUST_UNITS } from './flop-amount.js';

/** A coin that a payment may spend now. */
export interface SpendableCoin extends CoinOutpoint {
  readonly amountUnits: bigint;
}

export interface SelectionTerms {
  readonly amountUnits: bigint;
  /** What the network is paid for 1000 bytes. */
  readonly rateUnits: bigint;
  /** The most that it may be paid for the whole transaction. */
  readonly maxFeeUnits: bigint;
}

/** Always: the coins' sum = amount + fee + change. */
export interface CoinChoice<Coin extends SpendableCoin> {
  /** Largest first. */
  readonly coins: Coin[];
  readonly feeUnits: bigint;
  /** 0 when there is no change; otherwise never below the smallest output that the coin's wallet makes. */
  readonly changeUnits: bigint;
}

/** The coins do not suffice, or they would with a fee of `feeUnits`, which is above the ceiling. */
export type NoChoice = { readonly refused: 'not_enough' } | { readonly refused: 'fee_above_cap'; feeUnits: bigint };

/** Peers relay transactions of up to 100,000 bytes. */
export const MAX_INPUTS = 600;

/** The largest an input that spends a key's coin can get: outpoint 36, script 1+1+72+1+33, sequence 4, and one to spare. */
const INPUT_BYTES = 148n;
const OUTPUT_BYTES = 34n;
const FRAME_BYTES = 10n;

/** What a transaction of so many inputs and outputs pays, rounded up. */
export function transactionFee(inputs: number, outputs: number, rateUnits: bigint): bigint {
  const countBytes = inputs > 252 ? 2n : 0n;
  const bytes = FRAME_BYTES + countBytes + INPUT_BYTES * BigInt(inputs) + OUTPUT_BYTES * BigInt(outputs);
  return (bytes * rateUnits + 999n) / 1000n;
}

/**
 * Below this a coin is a crumb: to spend it costs more than a twentieth of it. Crumbs are kept out of payments as long as
 * other coins suffice, so that who sends many of them makes nothing dearer for anybody else.
 */
export function crumbLimitUnits(rateUnits: bigint): bigint {
  const dear = (20n * INPUT_BYTES * rateUnits) / 1000n;
  return dear > 5n * DUST_UNITS ? dear : 5n * DUST_UNITS;
}

/**
 * Chooses the coins of a payment: a single one whenever one suffices, the smallest such, else the largest ones, so that the
 * fee stays small. A rest too small to be an output is avoided by one more coin when that costs less than the rest. The
 * choice depends on the coins alone, not on their order.
 */
export function chooseCoins<Coin extends SpendableCoin>(
  coins: readonly Coin[],
  terms: SelectionTerms,
): CoinChoice<Coin> | NoChoice {
  const descending = [...coins].sort(largestFirst);
  const single = descending.findLast(({ amountUnits }) => leavesChange(amountUnits, 1, terms));
  const many = fewestCoins(descending, terms);
  const choices = [single && settled([single], terms), many, many && widened(many, descending, terms)];
  const [best] = choices.filter((choice) => choice !== undefined).sort((a, b) => compare(a.feeUnits, b.feeUnits));
  if (!best) return { refused: 'not_enough' };
  return best.feeUnits > terms.maxFeeUnits ? { refused: 'fee_above_cap', feeUnits: best.feeUnits } : best;
}

/**
 * Chooses crumbs to be made into one coin: the largest first, and none that costs more than it is worth. `undefined` when
 * they are too few to bother, or the fee would be above its ceiling.
 */
export function chooseCrumbs<Coin extends SpendableCoin>(
  coins: readonly Coin[],
  { rateUnits, maxFeeUnits }: Pick<SelectionTerms, 'rateUnits' | 'maxFeeUnits'>,
  { fewest = 20, most = 200 }: { fewest?: number; most?: number } = {},
): (CoinChoice<Coin> & { readonly changeUnits: bigint }) | undefined {
  const limitUnits = crumbLimitUnits(rateUnits);
  const inputFee = transactionFee(1, 0, rateUnits) - transactionFee(0, 0, rateUnits);
  const crumbs = coins.filter(({ amountUnits }) => amountUnits < limitUnits && amountUnits > 2n * inputFee);
  const chosen = crumbs.sort(largestFirst).slice(0, most);
  while (chosen.length >= fewest && transactionFee(chosen.length, 1, rateUnits) > maxFeeUnits) chosen.pop();
  const feeUnits = transactionFee(chosen.length, 1, rateUnits);
  const changeUnits = sum(chosen) - feeUnits;
  if (chosen.length < fewest || changeUnits < limitUnits) return undefined;
  return { coins: chosen, feeUnits, changeUnits };
}

/** As few coins as can pay at all, change or not. */
function fewestCoins<Coin extends SpendableCoin>(
  descending: readonly Coin[],
  terms: SelectionTerms,
): CoinChoice<Coin> | undefined {
  const chosen: Coin[] = [];
  let units = 0n;
  for (const coin of descending.slice(0, MAX_INPUTS)) {
    chosen.push(coin);
    units += coin.amountUnits;
    if (units >= terms.amountUnits + transactionFee(chosen.length, 1, terms.rateUnits)) return settled(chosen, terms);
  }
  return undefined;
}

/** One more coin, so that what is left over is change and not given away. */
function widened<Coin extends SpendableCoin>(
  { coins, changeUnits }: CoinChoice<Coin>,
  descending: readonly Coin[],
  terms: SelectionTerms,
): CoinChoice<Coin> | undefined {
  const next = descending[coins.length];
  if (changeUnits > 0n || !next || coins.length >= MAX_INPUTS) return undefined;
  const wider = [...coins, next];
  return leavesChange(sum(wider), wider.length, terms) ? settled(wider, terms) : undefined;
}

function settled<Coin extends SpendableCoin>(coins: Coin[], terms: SelectionTerms): CoinChoice<Coin> {
  const restUnits = sum(coins) - terms.amountUnits;
  const withChange = transactionFee(coins.length, 2, terms.rateUnits);
  return leavesChange(sum(coins), coins.length, terms)
    ? { coins, feeUnits: withChange, changeUnits: restUnits - withChange }
    : { coins, feeUnits: restUnits, changeUnits: 0n };
}

function leavesChange(units: bigint, inputs: number, { amountUnits, rateUnits }: SelectionTerms): boolean {
  return units - amountUnits - transactionFee(inputs, 2, rateUnits) >= DUST_UNITS;
}

function sum(coins: readonly SpendableCoin[]): bigint {
  return coins.reduce((total, { amountUnits }) => total + amountUnits, 0n);
}

/** Coins of one amount in the order of their names, so that any order of the list gives the same choice. */
function largestFirst(a: SpendableCoin, b: SpendableCoin): number {
  return compare(b.amountUnits, a.amountUnits) || compare(a.txid, b.txid) || a.vout - b.vout;
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
