import { BlockNotFound } from '../chain.errors.js';
import { COINBASE_REWARD } from '../model/transaction.js';
import type { ChainTip } from '../ports/block-store.js';
import { SupplyOrders } from '../ports/supply-orders.js';

/** What the supply came from, in units: genesis + faucet + issued - redeemed. */
export interface SupplyParts {
  readonly genesis: bigint;
  readonly faucet: bigint;
  readonly issued: bigint;
  readonly redeemed: bigint;
}

/** Tells the highest block, and what its supply came from. VerifyChain holds it against the chain. */
export class ReadSupply {
  constructor(private readonly orders: SupplyOrders) {}

  /** A server that is up has a block. */
  async execute(): Promise<{ tip: ChainTip; parts: SupplyParts }> {
    const found = await this.orders.atTip();
    if (!found) throw new BlockNotFound();
    const { tip, totals } = found;
    const { issued, redeemed } = totals;
    const faucet = tip.supply + redeemed - issued - COINBASE_REWARD;
    return { tip, parts: { genesis: COINBASE_REWARD, faucet, issued, redeemed } };
  }
}
