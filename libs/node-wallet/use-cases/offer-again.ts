import type { Payment } from '../model/payment.js';
import { ConfirmationPolicy } from '../model/spending-policy.js';
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
 * the operator's too, and also when they were abandoned: without them the payment could neither be mined nor die. What was
 * malleated and mined has its other form, which mempools may refuse; when that block is left, Core does not take the first
 * one back by itself. The payment goes on in the form that is taken; one that it is built on does too, and when it is mined
 * the payment, which spends the form that is not mined, is dead.
 */
export class OfferAgain {
  constructor(
    private readonly spends: OperatorSpends,
    private readonly outbox: PaymentOutbox,
    private readonly aside: SetRowsAside,
    private readonly payments: FlopcoinPayments,
    private readonly policy: ConfirmationPolicy,
  ) {}

  /**
   * Throws what the coin ports throw.
   * @param known what Core says of it, null when nothing
   * @returns `inputs_missing` only when no transaction that is merely refused now would bring the coins
   */
  async execute(payment: Payment, known: WalletTransaction | null): Promise<BroadcastOutcome> {
    let hindrance: BroadcastOutcome | undefined;
    for (const parent of await this.lostParents(payment)) {
      const outcome = await this.payments.broadcast(parent.hex);
      if (outcome.kind !== 'undecided' || lacksCoins(outcome)) continue;
      hindrance ??= outcome;
      await this.takenForm(await this.otherForms(parent, (other) => isOtherForm(parent, other)));
    }
    const outcome = await this.payments.broadcast(payment.hex!);
    if (outcome.kind !== 'undecided') return outcome;
    const forms = known ? await this.otherForms(known, (other) => isSamePayment(payment, other)) : [];
    const taken = await this.takenForm(forms);
    if (!taken) return lacksCoins(outcome) ? (hindrance ?? outcome) : outcome;
    await this.outbox.rename(payment.id, taken.form.txid, taken.form.hex);
    return taken.outcome;
  }

  /** The first of them that Core takes, or has. */
  private async takenForm(forms: readonly WalletTransaction[]) {
    for (const form of forms) {
      const outcome = await this.payments.broadcast(form.hex);
      if (outcome.kind !== 'undecided') return { form, outcome };
    }
    return undefined;
  }

  /** What spends the same coins to the same end, and is in no block. Only one of them will ever be mined. */
  private async otherForms(
    { walletConflicts }: WalletTransaction,
    isForm: (other: WalletTransaction) => boolean,
  ): Promise<WalletTransaction[]> {
    const forms: WalletTransaction[] = [];
    for (const txid of walletConflicts) {
      const other = await this.aside.transaction(txid);
      if (other && other.confirmations <= 0 && isForm(other)) forms.push(other);
    }
    return forms;
  }

  /** Each after those that it is built on itself. What has lost its coins to another, deep in the chain, brings none. */
  private async lostParents({ inputs }: Payment): Promise<WalletTransaction[]> {
    const lost = new Map<string, WalletTransaction>();
    let spent = inputs;
    while (spent.length > 0 && lost.size < MOST_PARENTS) {
      const found: WalletTransaction[] = [];
      for (const txid of await this.spends.unconfirmed(spent.map((input) => input.txid))) {
        const parent = await this.aside.transaction(txid);
        if (!parent || parent.confirmations > 0 || (await this.payments.isInMempool(txid))) continue;
        if (await this.aside.deepRival(parent, this.policy.required)) continue;
        found.push(parent);
        lost.delete(txid);
        lost.set(txid, parent);
      }
      spent = found.flatMap((parent) => parent.inputs);
    }
    return [...lost.values()].reverse();
  }
}

/** Whether it is the same transaction with other signatures. */
function isOtherForm(one: WalletTransaction, other: WalletTransaction): boolean {
  const ends = ({ inputs, outputs }: WalletTransaction) =>
    JSON.stringify([
      inputs.map(({ txid, vout }) => [txid, vout]),
      outputs.map(({ address, amountUnits }) => [address, String(amountUnits)]),
    ]);
  return ends(one) === ends(other);
}

function lacksCoins(outcome: BroadcastOutcome): boolean {
  return outcome.kind === 'undecided' && outcome.reason === 'inputs_missing';
}
