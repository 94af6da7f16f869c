import { Clock } from '@app/kernel';
import { type Deposit, type DepositSighting, isFinalDeposit, nextDepositState } from '../model/deposit.js';
import { ConfirmationPolicy } from '../model/spending-policy.js';
import { CoinObserver } from '../ports/coin-observer.js';
import { DepositBook, type DepositMove } from '../ports/deposit-book.js';
import { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import type { ReceivedEntry } from '../ports/flopcoin-wallet.js';
import { FollowOperatorSpends } from './follow-operator-spends.js';
import { type CoinLook, LookAtCoin } from './look-at-coin.js';
import { ReadOddRows } from './read-odd-rows.js';
import { SetRowsAside } from './set-rows-aside.js';

/** Transactions that no list tells of and that are asked for by name, in one round; the others have their turn in the next. */
const ASKED_PER_ROUND = 200;

/** Books what comes in and what the operator pays out, and corrects it when the chain changes its mind. */
export class FollowDeposits {
  private asked = 0;

  constructor(
    private readonly deposits: DepositBook,
    private readonly aside: SetRowsAside,
    private readonly oddRows: ReadOddRows,
    private readonly payments: FlopcoinPayments,
    private readonly looks: LookAtCoin,
    private readonly operator: FollowOperatorSpends,
    private readonly policy: ConfirmationPolicy,
    private readonly observer: CoinObserver,
    private readonly clock: Clock,
  ) {}

  /** Reads what is new. Coming twice, from an unknown cursor or after a crash, changes nothing. */
  async ingest(look?: CoinLook): Promise<number> {
    const seen = look ?? (await this.looks.take(false));
    const { entries, spentTxids, cursor, mempool } = seen;
    // Before the cursor moves on: what is not booked now is told again.
    await this.aside.note(seen.oddRows ?? [], seen.since);
    await this.operator.ingest(spentTxids, mempool);
    const comers = entries.filter(isComing);
    return this.deposits.ingest(comers, spentTxids, cursor, this.clock.nowMs());
  }

  /**
   * Finds out what has become of each deposit that is not final, from one list; one that was double-spent silently leaves
   * it, and is asked for.
   * @param all false for those alone that are in no block
   */
  async review(all: boolean, look?: CoinLook): Promise<void> {
    const seen = look ?? (await this.looks.take(all));
    const readable = await this.oddRows.execute(all, seen);
    const unsettled = await this.deposits.unsettled();
    const deposits = unsettled.filter(
      (deposit) => all || readable.has(deposit.txid) || (deposit.confirmations <= 0 && isAwaited(deposit)),
    );
    const moved: DepositMove[] = [];
    const deeper: { deposit: Deposit; seen: DepositSighting; final: boolean }[] = [];
    for (const { deposit, sighting } of await this.sightings(deposits, seen)) {
      const state = nextDepositState(deposit.state, sighting, this.policy);
      const final = isFinalDeposit(sighting, this.policy);
      if (state === deposit.state) {
        if (final || sighting.confirmations !== deposit.confirmations) deeper.push({ deposit, seen: sighting, final });
        continue;
      }
      moved.push({ deposit, state, seen: sighting, final });
    }
    await this.deposits.move(moved, this.clock.nowMs());
    for (const { deposit, state } of moved) this.observer.depositMoved(deposit, state);
    if (deeper.length > 0) await this.deposits.place(deeper);
    await this.operator.review(all, seen);
  }

  private async sightings(deposits: readonly Deposit[], look: CoinLook) {
    const missing = [...new Set(deposits.map(({ txid }) => txid))].filter((txid) => !look.sightings.has(txid));
    const start = missing.length > ASKED_PER_ROUND ? this.asked % missing.length : 0;
    const asked = [...missing.slice(start), ...missing.slice(0, start)].slice(0, ASKED_PER_ROUND);
    this.asked = start + asked.length;
    const known = new Map<string, DepositSighting>();
    for (const txid of asked) {
      const sighting = await this.ask(txid);
      if (sighting) known.set(txid, sighting);
    }
    return deposits.flatMap((deposit) => {
      const listed = look.sightings.get(deposit.txid);
      const sighting = listed ? sightingOf(deposit.txid, listed, look) : known.get(deposit.txid);
      return sighting ? [{ deposit, sighting }] : [];
    });
  }

  /** `undefined` when nothing can be said of it now. */
  private async ask(txid: string): Promise<DepositSighting | undefined> {
    const known = await this.aside.transaction(txid);
    if (known === undefined) return undefined;
    if (!known) return { confirmations: 0, blockHeight: undefined, isThere: false };
    const { confirmations } = known;
    const isThere = confirmations > 0 || (confirmations === 0 && (await this.payments.isInMempool(txid)));
    return { confirmations, blockHeight: known.height ?? undefined, isThere };
  }
}

function sightingOf(
  txid: string,
  { confirmations, height }: { confirmations: number; height: number | null },
  { mempool }: CoinLook,
): DepositSighting {
  const isThere = confirmations > 0 || (confirmations === 0 && mempool.has(txid));
  return { confirmations, blockHeight: height ?? undefined, isThere };
}

/** Whether it may change without a new block. */
function isAwaited({ state }: Deposit): boolean {
  return state !== 'reversed';
}

/** In a block or on its way to one; a mined coin is never on its way. */
function isComing({ confirmations, coinbase }: ReceivedEntry): boolean {
  return confirmations > 0 || (confirmations === 0 && !coinbase);
}
