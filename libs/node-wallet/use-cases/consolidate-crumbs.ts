import { Clock } from '@app/kernel';
import { WalletLocked } from '../coin.errors.js';
import { ConfirmationPolicy, ConsolidationPolicy } from '../model/spending-policy.js';
import { type Consolidation, Consolidations } from '../ports/consolidations.js';
import { FlopcoinPayments, type SignedPayment } from '../ports/flopcoin-payments.js';
import { FlopcoinWallet } from '../ports/flopcoin-wallet.js';
import { PaymentOutbox } from '../ports/payment-outbox.js';
import { ReserveBook } from '../ports/reserve-book.js';

const DAY_MS = 86_400_000;

/**
 * Makes small coins of the pool into one when that is cheap, so that payments need not be made of them. The house pays,
 * within a daily budget and never more than it has; with a budget of 0 nothing is done. The caller holds the turn.
 */
export class ConsolidateCrumbs {
  /** Signed, and the answer of the database was lost. */
  private unstored: SignedPayment | undefined;

  constructor(
    private readonly consolidations: Consolidations,
    private readonly outbox: PaymentOutbox,
    private readonly reserves: ReserveBook,
    private readonly wallet: FlopcoinWallet,
    private readonly payments: FlopcoinPayments,
    private readonly policy: ConsolidationPolicy,
    private readonly confirmations: ConfirmationPolicy,
    private readonly clock: Clock,
  ) {}

  /** One at a time: the next one when the last is mined. Throws what the coin ports throw. */
  async execute(): Promise<void> {
    const open = await this.consolidations.open();
    await this.releaseUnstored(open);
    let waiting = 0;
    for (const consolidation of open) if (await this.follow(consolidation)) waiting++;
    if (waiting > 0) return;
    const maxFeeUnits = await this.budget();
    if (maxFeeUnits <= 0n) return;
    const { maxRateUnits } = this.policy;
    const heldInputs = await this.outbox.heldInputs();
    const signed = await this.payments.consolidate({ maxRateUnits, maxFeeUnits, heldInputs }).catch(unlessLocked);
    if (!signed) return;
    this.unstored = signed;
    await this.consolidations.sign(signed, this.clock.nowMs());
    this.unstored = undefined;
    await this.settleSigned();
  }

  /** Those that were signed and are not known to be with Core: the same bytes are offered once more. */
  async settleSigned(): Promise<void> {
    for (const consolidation of await this.consolidations.open())
      if (consolidation.state === 'signed') await this.follow(consolidation);
  }

  /** @returns whether it still waits for its first block */
  private async follow(consolidation: Consolidation): Promise<boolean> {
    const { txid, state } = consolidation;
    const confirmations = (await this.wallet.transaction(txid))?.confirmations;
    const isThere = confirmations !== undefined && confirmations >= 0;
    if (isThere && state === 'signed') await this.consolidations.bookOut(txid, this.clock.nowMs());
    if (confirmations !== undefined && confirmations <= -this.confirmations.required) await this.drop(consolidation);
    else if (confirmations !== undefined && confirmations >= this.confirmations.final)
      await this.consolidations.close(txid, 'final');
    else if (!confirmations && !(isThere && (await this.payments.isInMempool(txid)))) await this.offer(consolidation);
    return (confirmations ?? 0) === 0;
  }

  private async offer(consolidation: Consolidation): Promise<void> {
    const { txid, hex, state } = consolidation;
    const outcome = await this.payments.broadcast(hex);
    if (outcome.kind !== 'undecided') {
      if (state === 'signed') await this.consolidations.bookOut(txid, this.clock.nowMs());
    } else if (await this.isDead(consolidation)) await this.drop(consolidation);
  }

  /** Whether another transaction, deep in the chain, spends one of its coins. */
  private async isDead({ txid, inputs }: Consolidation): Promise<boolean> {
    for (const input of inputs) {
      const spender = await this.wallet.spenderOf(input, null);
      if (spender && spender.txid !== txid && spender.confirmations >= this.confirmations.required) return true;
    }
    return false;
  }

  private async drop({ txid, inputs }: Consolidation): Promise<void> {
    await this.consolidations.close(txid, 'dead');
    await this.payments.releaseInputs(inputs);
  }

  private async releaseUnstored(open: readonly Consolidation[]): Promise<void> {
    const unstored = this.unstored;
    if (!unstored) return;
    if (!open.some(({ txid }) => txid === unstored.txid)) await this.payments.releaseInputs(unstored.inputs);
    this.unstored = undefined;
  }

  /** What may be spent on the next one. */
  private async budget(): Promise<bigint> {
    const { feePerDayUnits } = this.policy;
    if (feePerDayUnits === 0n || (await this.reserves.lastAudit())?.frozenBy !== undefined) return 0n;
    const leftUnits = feePerDayUnits - (await this.consolidations.feesSince(this.clock.nowMs() - DAY_MS));
    const { houseUnits, owedUnits } = await this.reserves.totals();
    const ownUnits = houseUnits + owedUnits;
    return leftUnits < ownUnits ? leftUnits : ownUnits;
  }
}

/** A locked wallet is the operator's choice, and nothing waits for this. */
function unlessLocked(error: unknown): undefined {
  if (!(error instanceof WalletLocked)) throw error;
}
