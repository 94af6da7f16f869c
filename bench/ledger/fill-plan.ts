import { randomUUID } from 'node:crypto';
import { COINBASE_REWARD, fromHex } from '@app/chain';
import type { Clock } from '@app/kernel';
import type { BlockIntent, PlannedTransaction, SpendableCoins } from '@app/utxo';
import { parseAddress, transferOutputs } from '@app/wallet';
import { seededRandom } from '../load/seeded-random.js';
import { type BenchKey, benchKey } from './wallets.js';

/** Large enough that a coin is seldom spent to the unit, which would leave no change. */
const LARGEST_PAYMENT = 1_000;
/** The share of payments that goes to the shop, whose history becomes the long one. */
const SHOP_SHARE = 1 / 4;

/** The wallet with the longest history on a filled chain. It never spends. */
export const shop = benchKey('shop', 0);

/** What a chain is filled with, one after the other. */
export interface Plan {
  /** When its blocks are made, if that is not now. */
  readonly clock?: Clock;
  next(): BlockIntent;
}

/**
 * What the transactions of a filled chain are: payments between wallets, which go to the faucet when they run dry.
 * Almost every transaction leaves one unspent output more than there was: n transactions, about n unspent outputs.
 */
export class FillPlan implements Plan {
  private readonly wallets: readonly BenchKey[];
  private readonly random = seededRandom(7);
  private count = 0;

  /** About ten transactions for each wallet, and a hundred thousand wallets at most. */
  constructor(transactions: number) {
    const wallets = Math.min(100_000, Math.max(100, Math.ceil(transactions / 10)));
    this.wallets = Array.from({ length: wallets }, (_, at) => benchKey('fill', at));
  }

  next(): BlockIntent {
    const payer = this.wallets[this.count++ % this.wallets.length]!;
    const toShop = this.random() < SHOP_SHARE;
    const receiver = toShop ? shop : this.wallets[Math.floor(this.random() * this.wallets.length)]!;
    const amount = BigInt(1 + Math.floor(this.random() * LARGEST_PAYMENT));
    return {
      plan: (coins) =>
        coins.balance(payer.address) >= amount ? payment(payer, receiver, amount, coins) : rewardOf(payer.address),
    };
  }
}

export function payment(
  payer: BenchKey,
  receiver: BenchKey,
  amount: bigint,
  coins: SpendableCoins,
): PlannedTransaction {
  const inputs = coins.select(payer.address, amount);
  const [from, to] = [parseAddress(payer.address), parseAddress(receiver.address)];
  return {
    inputs,
    outputs: transferOutputs(inputs, { from, to, amount }),
    owners: inputs.map(() => from),
    signer: { privateKey: payer.privateKey, publicKey: payer.publicKey },
    record: { type: 'send', sender: from, receiver: to, amount },
  };
}

export function rewardOf(address: string): PlannedTransaction {
  return {
    inputs: [],
    outputs: [{ value: COINBASE_REWARD, pubKeyHash: fromHex(address, 32)! }],
    owners: [],
    coinbaseText: `bench:${randomUUID()}`,
    record: { type: 'reward', sender: undefined, receiver: address, amount: COINBASE_REWARD },
  };
}
