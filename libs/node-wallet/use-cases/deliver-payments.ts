import { setTimeout as sleep } from 'node:timers/promises';
import { Clock, unixSeconds } from '@app/kernel';
import { CoreTimeout } from '../coin.errors.js';
import type { Payment, PaymentFailure } from '../model/payment.js';
import { sendingHindrance } from '../model/sending-conditions.js';
import { SpendingPolicy } from '../model/spending-policy.js';
import { NotReadyToSend, PaymentUndecided } from '../node-wallet.errors.js';
import { CoinObserver } from '../ports/coin-observer.js';
import { FlopcoinNode } from '../ports/flopcoin-node.js';
import { type CoinOutpoint, FlopcoinPayments, type SignedPayment } from '../ports/flopcoin-payments.js';
import { NodeWallets } from '../ports/node-wallets.js';
import { PaymentOutbox } from '../ports/payment-outbox.js';
import { SenderLease } from '../ports/sender-lease.js';
import { CoinQueue } from '../services/coin-queue.js';
import { refuseFailed, whyNotBuilt } from './payment-refusals.js';
import { SettlePayments } from './settle-payments.js';

const LOOK_EVERY_MS = 100;

/** Takes a reserved payment to its signature, and offers it to the network. */
export class DeliverPayments {
  /** Coins of payments that were signed and could not be stored: given back once the payment is known to be off. */
  private readonly unstored = new Map<bigint, CoinOutpoint[]>();

  constructor(
    private readonly outbox: PaymentOutbox,
    private readonly wallets: NodeWallets,
    private readonly node: FlopcoinNode,
    private readonly payments: FlopcoinPayments,
    private readonly settlement: SettlePayments,
    private readonly lease: SenderLease,
    private readonly coinQueue: CoinQueue,
    private readonly policy: SpendingPolicy,
    private readonly observer: CoinObserver,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when the payment is signed and stored, whatever becomes of the broadcast.
   *
   * @throws CoreTimeout (nothing was signed in time), CoreUnavailable, WrongChainOrWallet, NotReadyToSend, CoinsNotReady,
   *   WalletLocked, KeypoolEmpty, InsufficientBalance (for the fee), InvalidRecipient: the payment is given up.
   *   PaymentUndecided: the books could not be asked, and it may yet be carried out.
   */
  async execute(payment: Payment): Promise<void> {
    const work = this.lease.held() ? this.coinQueue.run(() => this.attempt(payment.id)) : this.watch(payment.id);
    const done = new AbortController();
    try {
      await Promise.race([work, this.expire(payment, done.signal)]);
    } finally {
      done.abort();
      work.catch(() => undefined);
    }
  }

  /** Builds, stores and broadcasts a payment that is still only reserved. The caller holds the turn. */
  async attempt(id: bigint): Promise<void> {
    const payment = await told(this.outbox.find(id));
    if (payment?.state !== 'created') return refuseFailed(payment);
    if (this.clock.nowMs() >= payment.deadlineAtMs) return this.giveUp(payment, 'expired', new CoreTimeout());
    let built: { signed: SignedPayment; builtOn: string };
    try {
      built = await this.build(payment);
    } catch (error) {
      const { failure, refusal } = whyNotBuilt(error, payment, this.policy);
      return this.giveUp(payment, failure, refusal);
    }
    const signed = await this.store(payment, built);
    if (signed) await this.settlement.offer(signed);
  }

  /** Takes up orders that another process wrote down, and gives up those for which no caller waits any more. */
  async takeUpWaiting(): Promise<void> {
    for (const { id } of await this.outbox.open(['created'])) {
      await this.coinQueue.run(() => this.attempt(id)).catch(() => undefined);
    }
    for (const [id, inputs] of this.unstored) {
      const payment = await this.outbox.find(id);
      if (payment?.state === 'failed') await this.payments.releaseInputs(inputs);
      if (payment?.state !== 'created') this.unstored.delete(id);
    }
  }

  private async build(payment: Payment): Promise<{ signed: SignedPayment; builtOn: string }> {
    const status = await this.node.status();
    const hindrance = sendingHindrance(status, unixSeconds(this.clock));
    if (hindrance) throw new NotReadyToSend(hindrance);
    const signed = await this.payments.build({
      address: payment.recipientAddress,
      amountUnits: payment.amountUnits,
      maxFeeUnits: payment.reservedFeeUnits,
      payerAddresses: await this.wallets.addressesOf(payment.walletId),
      heldInputs: await this.outbox.heldInputs(),
    });
    return { signed, builtOn: status.tipHash };
  }

  /** Before anybody hears of the transaction. */
  private async store(
    { id }: Payment,
    { signed, builtOn }: { signed: SignedPayment; builtOn: string },
  ): Promise<Payment | undefined> {
    let stored: Payment | undefined;
    try {
      stored = await this.outbox.sign(id, signed, builtOn, this.clock.nowMs());
    } catch (cause) {
      this.unstored.set(id, signed.inputs);
      throw new PaymentUndecided({ cause });
    }
    if (stored) return stored;
    await this.payments.releaseInputs(signed.inputs).catch(() => this.unstored.set(id, signed.inputs));
    // Decided elsewhere meanwhile: given up, or signed by the process that has the lease now, which sees to it.
    refuseFailed(await told(this.outbox.find(id)));
    return undefined;
  }

  private async giveUp(payment: Payment, failure: PaymentFailure, refusal: unknown): Promise<void> {
    if (await told(this.outbox.giveUp(payment.id, failure, this.clock.nowMs()))) {
      this.observer.paymentGivenUp(payment, refusal);
      throw refusal;
    }
    refuseFailed(await told(this.outbox.find(payment.id)));
  }

  /** Another process has the turn: the outbox tells how it goes. */
  private async watch(id: bigint): Promise<void> {
    for (;;) {
      await sleep(LOOK_EVERY_MS);
      const payment = await told(this.outbox.find(id));
      if (payment?.state !== 'created') return refuseFailed(payment);
    }
  }

  private async expire({ id, deadlineAtMs }: Payment, signal: AbortSignal): Promise<void> {
    const waited = await sleep(Math.max(0, deadlineAtMs - this.clock.nowMs()), true, { signal }).catch(() => false);
    if (!waited) return new Promise(() => undefined);
    const givenUp = await told(this.outbox.giveUp(id, 'expired', this.clock.nowMs()));
    if (givenUp) throw new CoreTimeout();
    // Somebody was faster: it is signed, or it has failed.
    refuseFailed(await told(this.outbox.find(id)));
  }
}

/** The money is reserved: while the books do not say what became of it, the next round may carry the payment out. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw new PaymentUndecided({ cause });
  }
}
