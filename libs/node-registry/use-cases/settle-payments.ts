import { Clock } from '@app/kernel';
import type { Payment } from '../model/payment.js';
import { ConfirmationPolicy } from '../model/spending-policy.js';
import { CoinObserver } from '../ports/coin-observer.js';
import { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import { FlopcoinWallet, type WalletTransaction } from '../ports/flopcoin-wallet.js';
import { PaymentOutbox } from '../ports/payment-outbox.js';
import { FollowOperatorSpends } from './follow-operator-spends.js';
import { isSamePayment } from './is-same-payment.js';
import type { CoinLook } from './look-at-coin.js';

/**
 * Finds out what became of signed payments and brings them on their way again. Every doubt is settled by asking Core for
 * the transaction and by sending the same bytes once more; a payment is buried only when another transaction that spends
 * one of its coins is deep in the chain. The caller holds the turn.
 */
export class SettlePayments {
  constructor(
    private readonly outbox: PaymentOutbox,
    private readonly wallet: FlopcoinWallet,
    private readonly payments: FlopcoinPayments,
    private readonly operator: FollowOperatorSpends,
    private readonly policy: ConfirmationPolicy,
    private readonly observer: CoinObserver,
    private readonly clock: Clock,
  ) {}

  /** The first broadcast. A failure leaves the payment signed: it will be settled later, and is no failure of the order. */
  async offer(id: bigint): Promise<void> {
    const payment = await this.outbox.find(id);
    if (payment?.state !== 'signed') return;
    try {
      await this.#broadcast(payment);
    } catch (error) {
      this.observer.paymentUndecided(payment, error);
    }
  }

  /** Every payment that is signed and not known to be with Core. Throws what the coin ports throw. */
  async settleSigned(): Promise<void> {
    for (const payment of await this.outbox.open(['signed'])) await this.#settle(payment);
  }

  /** Follows what Core has, into the chain and out of it again. */
  async followBroadcast(look: CoinLook): Promise<void> {
    const places: (ReturnType<SettlePayments['placeOf']> & { id: bigint })[] = [];
    for (const payment of await this.outbox.open(['broadcast', 'confirmed'])) {
      const seen = look.sightings.get(payment.txid!);
      const isOnItsWay =
        seen && (seen.confirmations > 0 || (seen.confirmations === 0 && look.mempool.has(payment.txid!)));
      if (!isOnItsWay) await this.#follow(payment, look.mempool);
      else if (seen.confirmations !== payment.confirmations || payment.conflicted)
        places.push({ id: payment.id, ...this.placeOf(seen) });
    }
    if (places.length > 0) await this.outbox.placeAll(places, this.clock.nowMs());
  }

  /** What depth makes of a payment. */
  placeOf({ confirmations, height }: { confirmations: number; height: number | null }) {
    const { required, final } = this.policy;
    return {
      confirmations,
      blockHeight: height ?? undefined,
      state: confirmations >= required ? ('confirmed' as const) : ('broadcast' as const),
      final: confirmations >= final,
    };
  }

  async #settle(payment: Payment): Promise<void> {
    const known = await this.wallet.transaction(payment.txid!);
    if (known && known.confirmations >= 0) return this.#bookOut(payment);
    if (known) return void (await this.#buryIfDead(payment));
    await this.#broadcast(payment);
  }

  async #broadcast(payment: Payment): Promise<void> {
    const outcome = await this.payments.broadcast(payment.hex!);
    if (outcome.kind !== 'undecided') return this.#bookOut(payment);
    const known = await this.wallet.transaction(payment.txid!);
    if (known && known.confirmations >= 0) return this.#bookOut(payment);
    if (!(await this.#buryIfDead(payment))) this.observer.paymentUndecided(payment, outcome);
  }

  async #follow(payment: Payment, mempool: ReadonlySet<string>): Promise<void> {
    const known = await this.wallet.transaction(payment.txid!);
    // Core has forgotten it (an older backup of its wallet): the bytes are here.
    if (!known) return void (await this.payments.broadcast(payment.hex!));
    if (known.confirmations < 0) return this.#followConflict(payment, known);
    if (known.confirmations === 0 && !(await this.payments.isInMempool(known.txid)))
      await this.payments.broadcast(payment.hex!);
    // No list tells of it, so it may have paid the wallet itself: then what it paid is the house's.
    await this.operator.bookReturn(known, mempool, payment);
    await this.outbox.place(payment.id, this.placeOf(known), this.clock.nowMs());
  }

  async #followConflict(payment: Payment, { confirmations }: WalletTransaction): Promise<void> {
    const place = { confirmations, blockHeight: undefined, state: 'broadcast', final: false } as const;
    await this.outbox.place(payment.id, place, this.clock.nowMs());
    if (-confirmations >= this.policy.required) await this.#buryIfDead(payment, true);
  }

  /** @param proven Core itself says that a conflicting transaction is deep enough */
  async #buryIfDead(payment: Payment, proven = false): Promise<boolean> {
    const spender = await this.#deepSpender(payment);
    if (spender && isSamePayment(payment, spender)) {
      await this.outbox.rename(payment.id, spender.txid, spender.hex);
      return true;
    }
    if (!spender && !proven) return false;
    await this.outbox.bury(payment.id, this.clock.nowMs());
    await this.payments.releaseInputs(payment.inputs).catch(() => undefined);
    this.observer.paymentBuried(payment);
    return true;
  }

  /** Another transaction, deep in the chain, that spends a coin of this payment. */
  async #deepSpender(payment: Payment): Promise<WalletTransaction | undefined> {
    for (const input of payment.inputs) {
      const spender = await this.wallet.spenderOf(input, payment.builtOn ?? null);
      if (!spender || spender.txid === payment.txid || spender.confirmations < this.policy.required) continue;
      const transaction = await this.wallet.transaction(spender.txid);
      if (transaction) return transaction;
    }
    return undefined;
  }

  #bookOut({ id }: Payment): Promise<void> {
    return this.outbox.bookOut(id, this.clock.nowMs());
  }
}
