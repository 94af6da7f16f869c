import type { Clock } from '@app/kernel';
import { CoreUnavailable } from '../coin.errors.js';
import type { DepositBook, FoundEntry, OpeningBalance } from '../ports/deposit-book.js';
import type { FlopcoinNode } from '../ports/flopcoin-node.js';
import type { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import type { FlopcoinWallet, ReceivedEntry, WalletTotals } from '../ports/flopcoin-wallet.js';

const ATTEMPTS = 5;

/**
 * The first contact with Core: which chain and wallet it is, and what the wallet holds already, which is the operator's.
 * From then on the registry believes this chain and wallet alone, over restarts too.
 */
export class MeetCoin {
  private meeting: Promise<void> | undefined;

  constructor(
    private readonly node: FlopcoinNode,
    private readonly wallet: FlopcoinWallet,
    private readonly payments: FlopcoinPayments,
    private readonly deposits: DepositBook,
    private readonly clock: Clock,
  ) {}

  /** Nothing is asked of Core before this resolves; once it has, it costs nothing. Throws what the coin ports throw. */
  execute(): Promise<void> {
    this.meeting ??= this.meet().catch((error: unknown) => {
      this.meeting = undefined;
      throw error;
    });
    return this.meeting;
  }

  private async meet(): Promise<void> {
    const known = await this.deposits.pinned();
    if (known) {
      this.node.pin(known);
      return this.deposits.noteHoldings(() => this.wallet.holdings(), this.clock.nowMs());
    }
    const identity = await this.node.identity();
    this.node.pin(identity);
    await this.deposits.open({ identity, ...(await this.look()), atMs: this.clock.nowMs() });
    this.node.pin((await this.deposits.pinned())!);
  }

  /** What the wallet holds and what was ever received, with nothing arriving in between. */
  private async look(): Promise<Pick<OpeningBalance, 'cursor' | 'totalUnits' | 'entries' | 'spentTxids' | 'holdings'>> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = sum(await this.wallet.totals());
      const { entries, spentTxids, cursor, oddRows = [] } = await this.wallet.receivedSince(null);
      const found = await Promise.all(entries.map((entry) => this.found(entry)));
      // What cannot be read is of before, too: it is in the total, and not new when it can be read one day.
      const odd = oddRows.flatMap(({ txid }) => (txid === null ? [] : [txid]));
      const holdings = [...(await this.wallet.holdings()), ...odd];
      if (sum(await this.wallet.totals()) === before)
        return { cursor, totalUnits: before, entries: found, spentTxids, holdings };
    }
    throw new CoreUnavailable('moving_tip', { retryAfterSeconds: 1 });
  }

  private async found(entry: ReceivedEntry): Promise<FoundEntry> {
    const waits = entry.confirmations === 0 && !entry.coinbase;
    const isCounted = entry.confirmations > 0 || (waits && (await this.payments.isInMempool(entry.txid)));
    return { ...entry, isCounted };
  }
}

function sum({ trustedUnits, unconfirmedUnits, immatureUnits }: WalletTotals): bigint {
  return trustedUnits + unconfirmedUnits + immatureUnits;
}
