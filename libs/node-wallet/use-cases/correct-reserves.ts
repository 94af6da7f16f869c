import { Clock } from '@app/kernel';
import {
  type Adoption,
  type DriftFinding,
  explainedUnits,
  type FoundTransaction,
  findingOf,
  partOf,
} from '../model/drift-finding.js';
import { FindingOutdated, NothingToAdopt } from '../node-wallet.errors.js';
import { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import { FlopcoinWallet } from '../ports/flopcoin-wallet.js';
import { OperatorSpends } from '../ports/operator-spends.js';
import { ReserveBook } from '../ports/reserve-book.js';
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
    return findingOf(driftUnits, await this.unaccounted(), await this.reserves.countAdoptions());
  }

  /**
   * Books the transactions of a finding, and what none explains, to the house; the freeze ends with it. A finding is named by
   * its id; the id of one of its transactions means that one alone. Repeated, it answers as the first time.
   * @throws NothingToAdopt, FindingOutdated
   */
  async adopt(order: { finding: string; reason: string; actor: string }): Promise<Adoption> {
    const earlier = await this.reserves.adoption(order.finding);
    if (earlier) return earlier;
    const finding = await this.explain();
    if (!finding) throw new NothingToAdopt();
    const part = partOf(finding, order.finding);
    if (!part) throw new FindingOutdated();
    const mempool = await this.payments.mempool();
    for (const { txid } of part.transactions) {
      const transaction = await this.aside.transaction(txid);
      if (transaction) await this.operator.settle(transaction, mempool);
    }
    const { driftUnits: leftUnits } = await this.audits.execute();
    if (leftUnits !== finding.driftUnits - explainedUnits(part.transactions)) throw new FindingOutdated();
    const txids = part.transactions.map(({ txid }) => txid);
    const adoption = { ...order, driftUnits: part.driftUnits, txids, atMs: this.clock.nowMs() };
    await this.reserves.adopt(adoption, part.restUnits);
    await this.audits.execute();
    return (await this.reserves.adoption(order.finding))!;
  }

  /** Of everything that the wallet lists or holds, what the books have no account of. */
  private async unaccounted(): Promise<FoundTransaction[]> {
    const { sightings } = await this.wallet.receivedSince(null);
    const txids = [...new Set([...sightings.keys(), ...(await this.wallet.holdings())])];
    const mempool = await this.payments.mempool();
    const found: FoundTransaction[] = [];
    for (const txid of (await this.spends.unaccounted(txids)).sort().slice(0, NAMED)) {
      const transaction = await this.aside.transaction(txid);
      if (!transaction) continue;
      const weight = await this.operator.weigh(transaction, mempool);
      const coreUnits = await this.operator.effectOf(transaction, weight, mempool);
      if (coreUnits !== 0n) found.push({ txid, confirmations: transaction.confirmations, coreUnits, bookedUnits: 0n });
    }
    return found;
  }
}
