import { ConfirmationPolicy } from '../model/spending-policy.js';
import { DepositBook } from '../ports/deposit-book.js';
import { FlopcoinNode } from '../ports/flopcoin-node.js';
import { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import { FlopcoinWallet, type ReceivedPage } from '../ports/flopcoin-wallet.js';
import { SetAsideRows } from '../ports/set-aside-rows.js';

/** One look at all that can have changed, in a handful of calls however many transactions that is. */
export interface CoinLook extends ReceivedPage {
  readonly mempool: ReadonlySet<string>;
  /** The block after which the list begins. */
  readonly since: string;
}

/** Blocks more than what is final, as the tip may move between two calls. */
const MARGIN = 3;

export class LookAtCoin {
  constructor(
    private readonly node: FlopcoinNode,
    private readonly wallet: FlopcoinWallet,
    private readonly payments: FlopcoinPayments,
    private readonly deposits: DepositBook,
    private readonly rows: SetAsideRows,
    private readonly policy: ConfirmationPolicy,
  ) {}

  /** @param all back to where everything is final; else what is in no block, and what came after the last look */
  async take(all: boolean): Promise<CoinLook> {
    const since = all ? await this.horizon() : await this.deposits.cursor();
    return { ...(await this.wallet.receivedSince(since)), mempool: await this.payments.mempool(), since };
  }

  /** The oldest of the last look, the depth that is final, and what was set aside. */
  private async horizon(): Promise<string> {
    const horizon = await this.unsettled();
    const aside = await this.rows.since();
    if (aside === undefined) return horizon;
    const [one, other] = [await this.node.header(aside), await this.node.header(horizon)];
    return one && other && one.height >= other.height ? horizon : aside;
  }

  private async unsettled(): Promise<string> {
    const cursor = await this.deposits.cursor();
    const seen = await this.node.header(cursor);
    const { height } = await this.node.status();
    const wanted = Math.max(0, height - this.policy.final - MARGIN);
    if (!seen || seen.height <= wanted) return cursor;
    return (await this.node.blockHashAt(wanted)) ?? cursor;
  }
}
