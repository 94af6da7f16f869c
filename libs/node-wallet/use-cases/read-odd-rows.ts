import type { SetAsideRow } from '../model/odd-row.js';
import { CoinObserver } from '../ports/coin-observer.js';
import { SetAsideRows } from '../ports/set-aside-rows.js';
import { FollowOperatorSpends } from './follow-operator-spends.js';
import type { CoinLook } from './look-at-coin.js';
import { SetRowsAside } from './set-rows-aside.js';

const KEPT_IN_VIEW = 500;
/** Asked for by name in one round; the others have their turn in the next. */
const ASKED_PER_ROUND = 20;

/** Tries again what was set aside: by the name of its transaction, or by the list when that has become readable. */
export class ReadOddRows {
  private asked = 0;

  constructor(
    private readonly rows: SetAsideRows,
    private readonly aside: SetRowsAside,
    private readonly operator: FollowOperatorSpends,
    private readonly observer: CoinObserver,
  ) {}

  /**
   * @param all whether the look went back to where the oldest of them is told
   * @returns the transactions that could be read, whose deposits are in the books now
   */
  async execute(all: boolean, look: CoinLook): Promise<ReadonlySet<string>> {
    const open = await this.rows.open(KEPT_IN_VIEW);
    if (open.length === 0) return new Set();
    const told = new Set(look.oddRows?.map(({ id }) => id));
    const isGone = ({ id }: SetAsideRow) => all && !told.has(id);
    const settled = open.filter((row) => row.txid === null && isGone(row));
    for (const row of this.turn(open.filter(({ txid }) => txid !== null)))
      if (await this.isSettled(row, isGone(row), look)) settled.push(row);
    if (settled.length > 0) await this.rows.settle(settled.map(({ id }) => id));
    for (const row of settled) this.observer.rowReadable(row);
    return new Set(settled.flatMap(({ txid }) => (txid === null ? [] : [txid])));
  }

  /** Gives the transaction its account in the books, as far as Core counts it now. */
  private async isSettled({ txid }: SetAsideRow, isGone: boolean, { mempool }: CoinLook): Promise<boolean> {
    const transaction = await this.aside.transaction(txid!);
    if (transaction === undefined) return false;
    if (transaction === null) return isGone;
    await this.operator.settle(transaction, mempool);
    return isGone || transaction.confirmations !== 0 || mempool.has(txid!);
  }

  private turn(named: readonly SetAsideRow[]): SetAsideRow[] {
    const start = named.length > ASKED_PER_ROUND ? this.asked % named.length : 0;
    const turn = [...named.slice(start), ...named.slice(0, start)].slice(0, ASKED_PER_ROUND);
    this.asked = start + turn.length;
    return turn;
  }
}
