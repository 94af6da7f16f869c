import { Clock } from '@app/kernel';
import { CoreAnswerMalformed, CoreRefused } from '../coin.errors.js';
import type { Payment } from '../model/payment.js';
import { isRefusedForGood } from '../model/refusal-patience.js';
import { ConfirmationPolicy } from '../model/spending-policy.js';
import { PaymentIsLiving, PaymentMayBePaid } from '../node-wallet.errors.js';
import { CoinObserver } from '../ports/coin-observer.js';
import { FlopcoinNode } from '../ports/flopcoin-node.js';
import { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import { FlopcoinWallet, type WalletTransaction } from '../ports/flopcoin-wallet.js';
import { type EndingOrder, PaymentOutbox } from '../ports/payment-outbox.js';
import { FollowOperatorSpends } from './follow-operator-spends.js';
import { isSamePayment } from './is-same-payment.js';
import type { CoinLook } from './look-at-coin.js';
import { OfferAgain } from './offer-again.js';
import { SetRowsAside } from './set-rows-aside.js';

/**
 * Finds out what became of signed payments and brings them on their way again. Every doubt is settled by asking Core for
 * the transaction and by sending the same bytes once more. A payment ends when another transaction that spends one of its
 * coins is deep in the chain, or when Core keeps refusing bytes that have never left. The caller holds the turn.
 */
export class SettlePayments {
  /** How often each payment could not be settled in a row. */
  private readonly troubles = new Map<bigint, number>();

  constructor(
    private readonly outbox: PaymentOutbox,
    private readonly node: FlopcoinNode,
    private readonly wallet: FlopcoinWallet,
    private readonly aside: SetRowsAside,
    private readonly payments: FlopcoinPayments,
    private readonly operator: FollowOperatorSpends,
    private readonly offering: OfferAgain,
    private readonly policy: ConfirmationPolicy,
    private readonly observer: CoinObserver,
    private readonly clock: Clock,
  ) {}

  /** The first broadcast. A failure leaves the payment signed: it will be settled later, and is no failure of the order. */
  async offer(payment: Payment): Promise<void> {
    try {
      await this.broadcast(payment);
    } catch (error) {
      this.observer.paymentUndecided(payment, error);
    }
  }

  /**
   * Every payment that is signed and not known to be with Core. Throws what the coin ports throw; an answer that concerns one
   * payment alone keeps no other waiting, and one whose fate was not told is the last to be asked for the next time.
   */
  async settleSigned(): Promise<void> {
    const trouble = ({ id }: Payment) => this.troubles.get(id) ?? 0;
    const signed = [...(await this.outbox.open(['signed']))].sort((one, other) => trouble(one) - trouble(other));
    for (const payment of signed) await this.alone(payment, () => this.settle(payment));
  }

  /**
   * An administrator's wish to end a payment: done when it is proven dead, or its bytes have never left.
   * @throws PaymentIsLiving, PaymentMayBePaid
   */
  async end(payment: Payment, order: EndingOrder): Promise<void> {
    const known = await this.aside.transaction(payment.txid!);
    const isThere = known && (known.confirmations > 0 || (await this.payments.isInMempool(payment.txid!)));
    if (isThere) throw new PaymentIsLiving();
    if (await this.dropIfDead(payment, known, order)) return;
    const isUnknown = known === null && payment.state === 'signed';
    if (!isUnknown || !(await this.withdraw(payment, order))) throw new PaymentMayBePaid();
  }

  /** Follows what Core has, into the chain and out of it again. */
  async followBroadcast(look: CoinLook): Promise<void> {
    const places: (ReturnType<SettlePayments['placeOf']> & { id: bigint })[] = [];
    for (const payment of await this.outbox.open(['broadcast', 'confirmed'])) {
      const seen = look.sightings.get(payment.txid!);
      const isOnItsWay =
        seen && (seen.confirmations > 0 || (seen.confirmations === 0 && look.mempool.has(payment.txid!)));
      if (!isOnItsWay) await this.alone(payment, () => this.follow(payment, look.mempool));
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

  private async settle(payment: Payment): Promise<void> {
    const known = await this.aside.transaction(payment.txid!);
    if (known && known.confirmations >= 0) return this.bookOut(payment);
    if (known && (await this.dropIfDead(payment, known))) return;
    if (!known && (await this.outbox.offering(payment.id))) await this.broadcast(payment);
  }

  private async broadcast(payment: Payment): Promise<void> {
    const outcome = await this.payments.broadcast(payment.hex!);
    if (outcome.kind !== 'undecided') return this.bookOut(payment);
    const known = await this.aside.transaction(payment.txid!);
    if (known && known.confirmations >= 0) return this.bookOut(payment);
    if (await this.dropIfDead(payment, known)) return;
    const isForGood = await this.refuse(payment, outcome);
    if (known !== null || !isForGood || !(await this.withdraw(payment)))
      this.observer.paymentUndecided(payment, outcome);
  }

  /** @returns whether Core has refused it often enough */
  private async refuse({ id }: Payment, { coreCode }: { coreCode: number }): Promise<boolean> {
    const [{ height }, nowMs] = [await this.node.status(), this.clock.nowMs()];
    await this.outbox.refused(id, { coreCode, height }, nowMs);
    const refusal = (await this.outbox.find(id))?.refusal;
    return refusal !== undefined && isRefusedForGood(refusal, { height, nowMs });
  }

  private async withdraw(payment: Payment, order?: EndingOrder): Promise<boolean> {
    if (!(await this.outbox.withdraw(payment.id, this.clock.nowMs(), order))) return false;
    await this.payments.releaseInputs(payment.inputs).catch(() => undefined);
    this.observer.paymentWithdrawn(payment);
    return true;
  }

  private async follow(payment: Payment, mempool: ReadonlySet<string>): Promise<void> {
    const known = await this.aside.transaction(payment.txid!);
    if (known === undefined) return;
    // Core has forgotten it (an older backup of its wallet): the bytes are here.
    if (!known) return this.offerAgain(payment, known);
    if (known.confirmations < 0) return this.followConflict(payment, known);
    if (known.confirmations === 0 && !(await this.payments.isInMempool(known.txid)))
      await this.offerAgain(payment, known);
    // No list tells of it, so it may have paid the wallet itself: then what it paid is the house's.
    await this.operator.bookReturn(known, mempool, payment);
    await this.outbox.place(payment.id, this.placeOf(known), this.clock.nowMs());
  }

  /** What was with Core once, and is not now. */
  private async offerAgain(payment: Payment, known: WalletTransaction | null): Promise<void> {
    const outcome = await this.offering.execute(payment, known);
    if (outcome.kind !== 'undecided' || (await this.dropIfDead(payment, known))) return;
    await this.refuse(payment, outcome);
    this.observer.paymentUndecided(payment, outcome);
  }

  private async followConflict(payment: Payment, known: WalletTransaction): Promise<void> {
    const { confirmations } = known;
    const place = { confirmations, blockHeight: undefined, state: 'broadcast', final: false } as const;
    await this.outbox.place(payment.id, place, this.clock.nowMs());
    if (-confirmations >= this.policy.required) await this.dropIfDead(payment, known);
    else await this.offering.execute(payment, known);
  }

  /** @param known what Core says of it; it may be that a conflicting transaction is deep enough */
  private async dropIfDead(
    payment: Payment,
    known: WalletTransaction | null | undefined,
    order?: EndingOrder,
  ): Promise<boolean> {
    const spender = await this.deepSpender(payment, known);
    if (spender && isSamePayment(payment, spender)) {
      await this.outbox.rename(payment.id, spender.txid, spender.hex);
      await this.operator.bookReturn(spender, new Set(), payment);
      return true;
    }
    if (!spender) {
      if (!this.isConflicted(known) && !(await this.hasDeadParent(payment))) return false;
      // Core's word is no proof: Litecoin 0.21 counts on from a conflict with a block that the chain has left. Missing coins are one.
      const outcome = await this.offering.execute(payment, known ?? null);
      if (outcome.kind !== 'undecided' || outcome.reason !== 'inputs_missing') return false;
    }
    await this.outbox.drop(payment.id, this.clock.nowMs(), order);
    await this.payments.releaseInputs(payment.inputs).catch(() => undefined);
    this.observer.paymentDropped(payment);
    return true;
  }

  /** Another transaction, deep in the chain, that spends a coin of this payment. No list tells of one that pays change addresses only. */
  private async deepSpender(
    payment: Payment,
    known: WalletTransaction | null | undefined,
  ): Promise<WalletTransaction | undefined> {
    const rival = known && (await this.aside.deepRival(known, this.policy.required));
    if (rival) return rival;
    for (const input of payment.inputs) {
      const spender = await this.wallet.spenderOf(input, payment.builtOn ?? null);
      if (!spender || spender.txid === payment.txid || spender.confirmations < this.policy.required) continue;
      const transaction = await this.aside.transaction(spender.txid);
      if (transaction) return transaction;
    }
    return undefined;
  }

  /** A coin that will never be: the transaction that should have made it has lost to another, deep in the chain. */
  private async hasDeadParent({ inputs }: Payment): Promise<boolean> {
    for (const txid of new Set(inputs.map((input) => input.txid)))
      if (this.isConflicted(await this.aside.transaction(txid))) return true;
    return false;
  }

  private isConflicted(known: WalletTransaction | null | undefined): boolean {
    return known ? -known.confirmations >= this.policy.required : false;
  }

  /** What Core answers to one payment is no reason to leave the others. */
  private async alone(payment: Payment, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.troubles.delete(payment.id);
    } catch (error) {
      this.troubles.set(payment.id, (this.troubles.get(payment.id) ?? 0) + 1);
      if (!(error instanceof CoreAnswerMalformed || error instanceof CoreRefused)) throw error;
      this.observer.paymentUndecided(payment, error);
    }
  }

  private bookOut({ id }: Payment): Promise<void> {
    return this.outbox.bookOut(id, this.clock.nowMs());
  }
}
