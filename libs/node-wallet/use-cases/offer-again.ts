import type { Payment } from '../model/payment.js';
import { type BroadcastOutcome, FlopcoinPayments } from '../ports/flopcoin-payments.js';
import type { WalletTransaction } from '../ports/flopcoin-wallet.js';
import { OperatorSpends } from '../ports/operator-spends.js';
import { PaymentOutbox } from '../ports/payment-outbox.js';
import { isSamePayment } from './is-same-payment.js';
import { SetRowsAside } from './set-rows-aside.js';

/** Peers take a transaction with so many unconfirmed ones below it. */
const MOST_PARENTS = 24;

/**
 * Offers the bytes of a payment once more. Before them those of the transactions that it is built on and Core has let go of,
 * the operator's too, and also when they were abandoned: without them the payment could neither be mined nor die. A payment
 * that was malleated and mined has its other form, which mempools may refuse; when that block is left, Core does not take
 * the first one back by itself.
 */
export class OfferAgain {
  constructor(
    private readonly spends: OperatorSpends,
    private readonly outbox: PaymentOutbox,
    private readonly aside: SetRowsAside,
    private readonly payments: FlopcoinPayments,
  ) {}

  /**
   * Throws what the coin ports throw.
   * @param known what Core says of it, null when nothing
   * @returns `inputs_missing` only when no transaction that is merely refused now would bring the coins
   */
  async execute(payment: Payment, known: WalletTransaction | null): Promise<BroadcastOutcome> {
    let hindrance: BroadcastOutcome | undefined;
    for (const { hex } of await this.lostParents(payment)) {
      const parent = await this.payments.broadcast(hex);
      if (parent.kind === 'undecided' && !lacksCoins(parent)) hindrance ??= parent;
    }
    const outcome = await this.payments.broadcast(payment.hex!);
    if (outcome.kind !== 'undecided') return outcome;
    for (const { txid, hex } of await this.otherForms(payment, known)) {
      const other = await this.payments.broadcast(hex);
      if (other.kind === 'undecided') continue;
      await this.outbox.rename(payment.id, txid, hex);
      return other;
    }
    return lacksCoins(outcome) ? (hindrance ?? outcome) : outcome;
  }

  /** The same payment in other bytes, in no block. All spend the same coins, so only one of them will ever be mined. */
  private async otherForms(payment: Payment, known: WalletTransaction | null): Promise<WalletTransaction[]> {
    const forms: WalletTransaction[] = [];
    for (const txid of known?.walletConflicts ?? []) {
      const other = await this.aside.transaction(txid);
      if (other && other.confirmations <= 0 && isSamePayment(payment, other)) forms.push(other);
    }
    return forms;
  }

  /** Each after those that it is built on itself. */
  private async lostParents({ inputs }: Payment): Promise<WalletTransaction[]> {
    const lost = new Map<string, WalletTransaction>();
    let spent = inputs;
    while (spent.length > 0 && lost.size < MOST_PARENTS) {
      const found: WalletTransaction[] = [];
      for (const txid of await this.spends.unconfirmed(spent.map((input) => input.txid))) {
        const parent = await this.aside.transaction(txid);
        if (!parent || parent.confirmations > 0 || (await this.payments.isInMempool(txid))) continue;
        found.push(parent);
        lost.delete(txid);
        lost.set(txid, parent);
      }
      spent = found.flatMap((parent) => parent.inputs);
    }
    return [...lost.values()].reverse();
  }
}

function lacksCoins(outcome: BroadcastOutcome): boolean {
  return outcome.kind === 'undecided' && outcome.reason === 'inputs_missing';
}
