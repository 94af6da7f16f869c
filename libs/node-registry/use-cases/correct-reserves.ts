import { Clock } from '@app/kernel';
import { type Adoption, type DriftFinding, type FoundTransaction, findingOf } from '../model/drift-finding.js';
import { effectUnits } from '../model/wallet-effect.js';
import { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import { FlopcoinWallet } from '../ports/flopcoin-wallet.js';
import { OperatorSpends } from '../ports/operator-spends.js';
import { ReserveBook } from '../ports/reserve-book.js';
import { FindingOutdated, NothingToAdopt } from '../wallet.errors.js';
import { AuditReserves } from './audit-reserves.js';
import { FollowOperatorSpends } from './follow-operator-spends.js';
import { MeetCoin } from './meet-coin.js';
import { SetRowsAside } from './set-rows-aside.js';

/** Transactions named in one finding; what is beyond them is in the next. */
const NAMED = 500;

/** The operator's way out of a drift: see what is behind it, and take it into the books for the house. */
export class CorrectReserves {
  constructor(
    private readonly meeting: MeetCoin,
    private readonly audits: AuditReserves,
    private readonly reserves: ReserveBook,
    private readonly spends: OperatorSpends,
    private readonly wallet: FlopcoinWallet,
    private readonly aside: SetRowsAside,
    private readonly payments: FlopcoinPayments,
    private readonly operator: FollowOperatorSpends,
    private readonly clock: Clock,
  ) {}

  /** Audits anew, and looks through all that the wallet has ever listed. `undefined` when the books and Core agree. */
  async explain(): Promise<DriftFinding | undefined> {
    await this.meeting.execute();
    const { driftUnits } = await this.audits.execute();
    if (driftUnits === 0n) return undefined;
    return findingOf(driftUnits, await this.#unaccounted(), await this.reserves.countAdoptions());
  }

  /**
   * Books the transactions of a finding, and what none explains, to the house; the freeze ends with it. Repeated, it answers
   * as the first time.
   * @throws NothingToAdopt, FindingOutdated
   */
  async adopt(order: { finding: string; reason: string; actor: string }): Promise<Adoption> {
    const earlier = await this.reserves.adoption(order.finding);
    if (earlier) return earlier;
    const finding = await this.explain();
    if (!finding) throw new NothingToAdopt();
    if (finding.id !== order.finding) throw new FindingOutdated();
    const mempool = await this.payments.mempool();
    for (const { txid } of finding.transactions) {
      const transaction = await this.aside.transaction(txid);
      if (transaction) await this.operator.settle(transaction, mempool);
    }
    const { driftUnits: restUnits } = await this.audits.execute();
    if (restUnits !== finding.restUnits) throw new FindingOutdated();
    const txids = finding.transactions.map(({ txid }) => txid);
    const adoption = { ...order, driftUnits: finding.driftUnits, txids, atMs: this.clock.nowMs() };
    await this.reserves.adopt(adoption, restUnits);
    await this.audits.execute();
    return (await this.reserves.adoption(order.finding))!;
  }

  /** Of everything that the wallet lists or holds, what the books have no account of. */
  async #unaccounted(): Promise<FoundTransaction[]> {
    const { sightings } = await this.wallet.receivedSince(null);
    const txids = [...new Set([...sightings.keys(), ...(await this.wallet.holdings())])];
    const mempool = await this.payments.mempool();
    const found: FoundTransaction[] = [];
    for (const txid of (await this.spends.unaccounted(txids)).sort().slice(0, NAMED)) {
      const transaction = await this.aside.transaction(txid);
      if (!transaction) continue;
      const coreUnits = effectUnits(transaction, await this.operator.weigh(transaction, mempool));
      if (coreUnits !== 0n) found.push({ txid, confirmations: transaction.confirmations, coreUnits, bookedUnits: 0n });
    }
    return found;
  }
}
