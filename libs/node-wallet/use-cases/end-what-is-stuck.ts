import type { SetAsideRow } from '../model/odd-row.js';
import type { Payment } from '../model/payment.js';
import { SetAsideRowNotFound, StuckPaymentNotFound } from '../node-wallet.errors.js';
import { type EndingOrder, PaymentOutbox } from '../ports/payment-outbox.js';
import { SetAsideRows } from '../ports/set-aside-rows.js';
import { CoinQueue } from '../services/coin-queue.js';
import { MeetCoin } from './meet-coin.js';
import { SettlePayments } from './settle-payments.js';

export interface StuckThings {
  /** Payments that Core refuses. */
  readonly payments: readonly Payment[];
  /** What Core tells and cannot be read. */
  readonly rows: readonly SetAsideRow[];
}

const SHOWN = 500;

/** The operator's view of what does not come to an end by itself, and the way out of it. */
export class EndWhatIsStuck {
  constructor(
    private readonly outbox: PaymentOutbox,
    private readonly rows: SetAsideRows,
    private readonly meeting: MeetCoin,
    private readonly settlement: SettlePayments,
    private readonly coinQueue: CoinQueue,
  ) {}

  async show(): Promise<StuckThings> {
    const open = await this.outbox.open(['signed', 'broadcast', 'confirmed']);
    const payments = open.filter(({ state, refusal, conflicted }) => state === 'signed' || refusal || conflicted);
    return { payments: payments.slice(0, SHOWN), rows: await this.rows.open(SHOWN) };
  }

  /**
   * Resolves to the payment as it ended: its money is back.
   * @throws StuckPaymentNotFound, PaymentIsLiving, PaymentMayBePaid, and what the coin ports throw
   */
  async endPayment(txid: string, order: EndingOrder): Promise<Payment> {
    await this.meeting.execute();
    return this.coinQueue.run(async () => {
      const open = await this.outbox.open(['signed', 'broadcast', 'confirmed']);
      const payment = open.find((candidate) => candidate.txid === txid);
      if (!payment) throw new StuckPaymentNotFound();
      await this.settlement.end(payment, order);
      return (await this.outbox.find(payment.id))!;
    });
  }

  /** Nothing is expected any more of a row that was set aside. @throws SetAsideRowNotFound */
  async dismissRow(id: string, order: EndingOrder): Promise<void> {
    if (!(await this.rows.dismiss(id, order))) throw new SetAsideRowNotFound();
  }
}
