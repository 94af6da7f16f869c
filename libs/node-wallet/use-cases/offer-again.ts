import type { Payment } from '../model/payment.js';
import { type BroadcastOutcome, FlopcoinPayments } from '../ports/flopcoin-payments.js';
import type { WalletTransaction } from '../ports/flopcoin-wallet.js';
import { OperatorSpends } from '../ports/operator-spends.js';
import { SetRowsAside } from './set-rows-aside.js';

/** Peers take a transaction with so many unconfirmed ones below it. */
const MOST_PARENTS = 24;

/**
 * Offers the bytes of a payment once more. Before them those of the transactions that it is built on and Core has let go of,
 * the operator's too, and also when they were abandoned: without them the payment could neither be mined nor die.
 */
export class OfferAgain {
  constructor(
    private readonly spends: OperatorSpends,
    private readonly aside: SetRowsAside,
    private readonly payments: FlopcoinPayments,
  ) {}

  /** Throws what the coin ports throw. */
  async execute(payment: Payment): Promise<BroadcastOutcome> {
    for (const { hex } of await this.lostParents(payment)) await this.payments.broadcast(hex);
    return this.payments.broadcast(payment.hex!);
  }

  /** Each after those that it is built on itself. */
  private async lostParents({ inputs }: Payment): Promise<WalletTransaction[]> {
    const lost = new Map<string, WalletTransaction>();
    let spent = inputs;
    while (spent.length > 0 && lost.size < MOST_PARENTS) {
      const found: WalletTransaction[] = [];
      for (const txid of await this.spends.unconfirmed(spent.map((input) => input.txid))) {
        const parent = await this.aside.transaction(txid);
        if (parent?.confirmations !== 0 || (await this.payments.isInMempool(txid))) continue;
        found.push(parent);
        lost.delete(txid);
        lost.set(txid, parent);
      }
      spent = found.flatMap((parent) => parent.inputs);
    }
    return [...lost.values()].reverse();
  }
}
