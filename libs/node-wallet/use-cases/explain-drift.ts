import type { ExplainedPayment } from '../model/audit.js';
import type { Payment } from '../model/payment.js';
import { DepositBook } from '../ports/deposit-book.js';
import { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import { FlopcoinWallet, type WalletTransaction } from '../ports/flopcoin-wallet.js';
import { OperatorSpends } from '../ports/operator-spends.js';
import { PaymentOutbox } from '../ports/payment-outbox.js';
import { FollowOperatorSpends } from './follow-operator-spends.js';
import { SetRowsAside } from './set-rows-aside.js';

/** Transactions looked at for one drift. What is left has its turn at the next audit. */
const LOOKED_AT = 5_000;

/**
 * Finds the transactions behind a difference between the books and Core, and gives each of them its account: those that no
 * list tells of, and those whose effect has changed. What belongs to the operator alone is booked to the house; what is the
 * affair of one node's payment is only named.
 */
export class ExplainDrift {
  constructor(
    private readonly spends: OperatorSpends,
    private readonly deposits: DepositBook,
    private readonly outbox: PaymentOutbox,
    private readonly wallet: FlopcoinWallet,
    private readonly aside: SetRowsAside,
    private readonly payments: FlopcoinPayments,
    private readonly operator: FollowOperatorSpends,
  ) {}

  /** @returns what is left to single payments: how much more Core counts of each than the books */
  async execute(): Promise<ExplainedPayment[]> {
    const mempool = await this.payments.mempool();
    const open = await this.outbox.open(['broadcast', 'confirmed']);
    const parents = open.flatMap(({ inputs }) => inputs.map(({ txid }) => txid));
    await this.bookUnknown([...(await this.wallet.holdings()), ...parents], mempool);
    const { explained, touched } = await this.compareKnown(
      new Map(open.map((payment) => [payment.txid!, payment])),
      mempool,
    );
    // What the wallet holds no more, because a transaction that the books know has spent it; and what lost to one of these.
    await this.bookUnknown([...touched], mempool);
    return explained;
  }

  /** From what the wallet holds back to what the books know. */
  private async bookUnknown(txids: readonly string[], mempool: ReadonlySet<string>): Promise<void> {
    let left = LOOKED_AT;
    let unknown = await this.spends.unaccounted(txids);
    while (unknown.length > 0 && left > 0) {
      const inputs = new Set<string>();
      for (const txid of unknown.slice(0, left)) {
        left--;
        const transaction = await this.aside.transaction(txid);
        if (!transaction) continue;
        await this.operator.settle(transaction, mempool);
        for (const input of transaction.inputs) inputs.add(input.txid);
      }
      unknown = await this.spends.unaccounted([...inputs]);
    }
  }

  private async compareKnown(
    open: ReadonlyMap<string, Payment>,
    mempool: ReadonlySet<string>,
  ): Promise<{ explained: ExplainedPayment[]; touched: ReadonlySet<string> }> {
    const touched = new Set<string>();
    const [spends, deposits] = [await this.spends.unsettled(), await this.deposits.unsettled()];
    const txids = [...new Set([...open.keys(), ...[...spends, ...deposits].map(({ txid }) => txid)])].slice(-LOOKED_AT);
    const booked = await this.spends.booked(txids);
    const explained: ExplainedPayment[] = [];
    for (const txid of txids) {
      const transaction = await this.aside.transaction(txid);
      if (!transaction) continue;
      for (const other of transaction.walletConflicts) touched.add(other);
      if (transaction.debitUnits > 0n) for (const input of transaction.inputs) touched.add(input.txid);
      const left = await this.compare(transaction, booked.get(txid) ?? 0n, open.get(txid), mempool);
      if (left) explained.push(left);
    }
    return { explained, touched };
  }

  private async compare(
    transaction: WalletTransaction,
    bookedUnits: bigint,
    payment: Payment | undefined,
    mempool: ReadonlySet<string>,
  ): Promise<ExplainedPayment | undefined> {
    const weight = await this.operator.weigh(transaction, mempool);
    const units = (await this.operator.effectOf(transaction, weight, mempool)) - bookedUnits;
    if (units === 0n) return undefined;
    if (payment && weight !== 'whole') return { walletId: payment.walletId, txid: transaction.txid, units };
    await this.operator.book(transaction, weight, mempool);
    return undefined;
  }
}
