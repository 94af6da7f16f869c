import { Clock } from '@app/kernel';
import { ConfirmationPolicy } from '../model/spending-policy.js';
import { effectUnits, type Weight, weightOf } from '../model/wallet-effect.js';
import { type CoinOutpoint, FlopcoinPayments } from '../ports/flopcoin-payments.js';
import type { WalletTransaction } from '../ports/flopcoin-wallet.js';
import { type OperatorSpend, OperatorSpends } from '../ports/operator-spends.js';
import { PaymentOutbox } from '../ports/payment-outbox.js';
import { isSamePayment } from './is-same-payment.js';
import type { CoinLook } from './look-at-coin.js';
import { SetRowsAside } from './set-rows-aside.js';

/**
 * Books what the operator does with Core's wallet past the registry, as the house's. Without it a payment of the operator's
 * own money would look like missing money of nodes, and funding a node from the same wallet like money from nowhere. What a
 * transaction does is reckoned from its inputs and outputs, as Core lists some without details.
 */
export class FollowOperatorSpends {
  constructor(
    private readonly spends: OperatorSpends,
    private readonly outbox: PaymentOutbox,
    private readonly aside: SetRowsAside,
    private readonly payments: FlopcoinPayments,
    private readonly policy: ConfirmationPolicy,
    private readonly clock: Clock,
  ) {}

  /** @param txids transactions by which Core's wallet paid; those of nodes and those known are left alone */
  async ingest(txids: readonly string[], mempool: ReadonlySet<string>): Promise<void> {
    for (const txid of await this.spends.unknown(txids)) {
      const transaction = await this.aside.transaction(txid);
      if (transaction) await this.settle(transaction, mempool);
    }
  }

  /** @param all false for those alone that are in no block */
  async review(all: boolean, { sightings, mempool }: CoinLook): Promise<void> {
    const deeper: { txid: string; confirmations: number; final: boolean }[] = [];
    for (const spend of await this.spends.unsettled()) {
      const confirmations = sightings.get(spend.txid)?.confirmations ?? 0;
      if (confirmations > 0 && spend.confirmations > 0 && spend.counted) {
        if (confirmations !== spend.confirmations) deeper.push(this.placed(spend, confirmations));
      } else if (all || spend.confirmations <= 0) await this.reviewOne(spend, mempool);
    }
    if (deeper.length > 0) await this.spends.place(deeper);
  }

  /**
   * Gives the house its part in a transaction that is no node's payment. A node's payment in other bytes takes the place of
   * the one that was signed: it is the same payment.
   */
  async settle(transaction: WalletTransaction, mempool: ReadonlySet<string>): Promise<void> {
    const weight = await this.weigh(transaction, mempool);
    const original = transaction.debitUnits > 0n && (await this.outbox.payingWith(transaction.inputs));
    const isTwin = original && original.txid !== transaction.txid && isSamePayment(original, transaction);
    if (isTwin && weight === 'whole') {
      await this.outbox.rename(original.id, transaction.txid, transaction.hex);
      return this.bookReturn(transaction, mempool, original);
    }
    await this.book(transaction, isTwin ? 'nothing' : weight, mempool);
  }

  /** Makes the books say of it what Core counts: all that is no node's is the house's. */
  async book(transaction: WalletTransaction, weight: Weight, mempool: ReadonlySet<string>): Promise<void> {
    const { txid, confirmations, outputs } = transaction;
    await this.spends.settle(
      {
        txid,
        effectUnits: await this.effectOf(transaction, weight, mempool),
        weight,
        confirmations,
        final: this.isFinal(confirmations),
        // Mined money is the house's wherever it goes, and an output of nothing is no deposit.
        outputs:
          weight === 'whole' && !isMined(transaction) ? outputs.filter(({ amountUnits }) => amountUnits > 0n) : [],
      },
      this.clock.nowMs(),
    );
  }

  /** Of a node's payment that paid the wallet itself, what came back is the house's; so is what it costs more or less than was signed. */
  async bookReturn(
    transaction: WalletTransaction,
    mempool: ReadonlySet<string>,
    { amountUnits, feeUnits }: { amountUnits: bigint; feeUnits: bigint | undefined },
  ): Promise<void> {
    const returnedUnits = transaction.creditUnits - transaction.debitUnits + amountUnits + (feeUnits ?? 0n);
    if (returnedUnits === 0n) return;
    await this.book(transaction, await this.weigh(transaction, mempool), mempool);
  }

  /** How much of it Core's totals contain. */
  async weigh(transaction: WalletTransaction, mempool: ReadonlySet<string>): Promise<Weight> {
    const { txid, confirmations } = transaction;
    // What came after the look at the mempool is looked for by its name.
    const isInMempool = mempool.has(txid) || (confirmations === 0 && (await this.payments.isInMempool(txid)));
    const isAtEase = isInMempool || confirmations !== 0;
    return weightOf(transaction, {
      isInMempool,
      hasLivingRival: !isAtEase && (await this.hasLivingRival(transaction, mempool)),
    });
  }

  /** What Core's totals have gained by it. Coins that they would not contain anyway are not lost by spending them. */
  async effectOf(transaction: WalletTransaction, weight: Weight, mempool: ReadonlySet<string>): Promise<bigint> {
    const units = effectUnits(transaction, weight);
    return weight === 'spends' ? units + (await this.uncountedInputs(transaction, mempool)) : units;
  }

  /** Of the coins that it spends, those of transactions that are themselves in no block and not in the mempool, and those of a rival. */
  private async uncountedInputs(transaction: WalletTransaction, mempool: ReadonlySet<string>): Promise<bigint> {
    const txids = transaction.inputs.map((input) => input.txid);
    const unconfirmed = new Set(await this.spends.unconfirmed(txids));
    const taken = await this.takenByRivals(transaction, mempool);
    let units = 0n;
    for (const txid of new Set(txids)) {
      const coins = transaction.inputs.filter((input) => input.txid === txid);
      if (!unconfirmed.has(txid) && !coins.some((coin) => taken.has(nameOf(coin)))) continue;
      const parent = await this.aside.transaction(txid);
      if (!parent) continue;
      const counts = !unconfirmed.has(txid) || (await this.weigh(parent, mempool)) === 'whole';
      for (const coin of coins)
        if (!counts || taken.has(nameOf(coin))) units += parent.outputs[coin.vout]?.amountUnits ?? 0n;
    }
    return units;
  }

  /**
   * Several that wait nowhere may spend one coin, a payment and what replaced it: it is missing once, by the first of them that
   * the books know. Of one that pays change addresses only, and was displaced before an audit, Core lists nothing.
   */
  private async takenByRivals(
    { txid, walletConflicts }: WalletTransaction,
    mempool: ReadonlySet<string>,
  ): Promise<ReadonlySet<string>> {
    const taken = new Set<string>();
    const earlier = walletConflicts.filter((other) => other < txid);
    const unbooked = new Set(await this.spends.unknown(earlier));
    for (const rivalTxid of earlier.filter((other) => !unbooked.has(other))) {
      const rival = await this.aside.transaction(rivalTxid);
      if (!rival || (await this.weigh(rival, mempool)) !== 'spends') continue;
      for (const input of rival.inputs) taken.add(nameOf(input));
    }
    return taken;
  }

  private async reviewOne(spend: OperatorSpend, mempool: ReadonlySet<string>): Promise<void> {
    const transaction = await this.aside.transaction(spend.txid);
    if (transaction === undefined) return;
    if (transaction) return this.settle(transaction, mempool);
    const gone = { effectUnits: 0n, weight: 'nothing', confirmations: -1, final: false, outputs: [] } as const;
    await this.spends.settle({ txid: spend.txid, ...gone }, this.clock.nowMs());
  }

  private async hasLivingRival({ walletConflicts }: WalletTransaction, mempool: ReadonlySet<string>): Promise<boolean> {
    for (const txid of walletConflicts) {
      if (mempool.has(txid)) return true;
      if (((await this.aside.transaction(txid))?.confirmations ?? 0) > 0) return true;
    }
    return false;
  }

  private placed({ txid }: OperatorSpend, confirmations: number) {
    return { txid, confirmations, final: this.isFinal(confirmations) };
  }

  private isFinal(confirmations: number): boolean {
    return Math.abs(confirmations) >= this.policy.final;
  }
}

function nameOf({ txid, vout }: CoinOutpoint): string {
  return `${txid}:${vout}`;
}

function isMined({ inputs }: WalletTransaction): boolean {
  return inputs.length === 1 && /^0{64}$/.test(inputs[0]!.txid);
}
