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

/** Tells what the supply of a block came from. VerifyChain holds it against the chain. */
export class ReadSupply {
  constructor(private readonly orders: SupplyOrders) {}

  async execute({ supply, nextTransactionKey }: Pick<ChainTip, 'supply' | 'nextTransactionKey'>): Promise<SupplyParts> {
    const { issued, redeemed } = await this.orders.totals(nextTransactionKey);
    return { genesis: COINBASE_REWARD, faucet: supply + redeemed - issued - COINBASE_REWARD, issued, redeemed };
  }
}
