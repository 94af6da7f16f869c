import { ConfirmationPolicy } from '../model/spending-policy.js';
import { DepositBook } from '../ports/deposit-book.js';
import { FlopcoinNode } from '../ports/flopcoin-node.js';
import { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import { FlopcoinWallet, type ReceivedPage } from '../ports/flopcoin-wallet.js';

/** One look at all that can have changed, in a handful of calls however many transactions that is. */
export interface CoinLook extends ReceivedPage {
  readonly mempool: ReadonlySet<string>;
}

/** Blocks more than what is final, as the tip may move between two calls. */
const MARGIN = 3;

export class LookAtCoin {
  constructor(
    private readonly node: FlopcoinNode,
    private readonly wallet: FlopcoinWallet,
    private readonly payments: FlopcoinPayments,
    private readonly deposits: DepositBook,
    private readonly policy: ConfirmationPolicy,
  ) {}

  /** @param all back to where everything is final; else what is in no block, and what came after the last look */
  async take(all: boolean): Promise<CoinLook> {
    const page = await this.wallet.receivedSince(all ? await this.#horizon() : await this.deposits.cursor());
    return { ...page, mempool: await this.payments.mempool() };
  }

  /** The older of the last look and the depth that is final. */
  async #horizon(): Promise<string> {
    const cursor = await this.deposits.cursor();
    const seen = await this.node.header(cursor);
    const { height } = await this.node.status();
    const wanted = Math.max(0, height - this.policy.final - MARGIN);
    if (!seen || seen.height <= wanted) return cursor;
    return (await this.node.blockHashAt(wanted)) ?? cursor;
  }
}
