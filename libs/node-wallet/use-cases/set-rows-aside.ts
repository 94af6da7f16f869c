import { Clock } from '@app/kernel';
import { CoreAnswerMalformed, CoreRefused } from '../coin.errors.js';
import { type OddRow, oddRowId } from '../model/odd-row.js';
import { CoinObserver } from '../ports/coin-observer.js';
import { FlopcoinWallet, type WalletTransaction } from '../ports/flopcoin-wallet.js';
import { SetAsideRows } from '../ports/set-aside-rows.js';

/** One thing that cannot be read among good ones is named and kept for later, and keeps nothing else waiting. */
export class SetRowsAside {
  constructor(
    private readonly rows: SetAsideRows,
    private readonly wallet: FlopcoinWallet,
    private readonly observer: CoinObserver,
    private readonly clock: Clock,
  ) {}

  /** @param since the block from which on they were told */
  async note(rows: readonly OddRow[], since: string | undefined): Promise<void> {
    if (rows.length === 0) return;
    for (const row of await this.rows.note(rows, since, this.clock.nowMs())) this.observer.rowSetAside(row);
  }

  /** null when the wallet does not know it; `undefined` when nothing can be said of it now, as it cannot be read. */
  async transaction(txid: string): Promise<WalletTransaction | null | undefined> {
    try {
      return await this.wallet.transaction(txid);
    } catch (error) {
      if (!(error instanceof CoreAnswerMalformed || error instanceof CoreRefused)) throw error;
      await this.note([{ source: 'gettransaction', txid, id: oddRowId(txid), why: whyOf(error) }], undefined);
      return undefined;
    }
  }

  /** One that spends a coin which this transaction spends too, as Core tells, and is so deep in the chain. */
  async deepRival(
    { walletConflicts }: WalletTransaction,
    confirmations: number,
  ): Promise<WalletTransaction | undefined> {
    for (const txid of walletConflicts) {
      const rival = await this.transaction(txid);
      if (rival && rival.confirmations >= confirmations) return rival;
    }
    return undefined;
  }
}

function whyOf({ cause, message }: Error): string {
  return cause instanceof Error ? cause.message : message;
}
