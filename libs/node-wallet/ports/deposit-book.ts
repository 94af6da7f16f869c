import type { CoinIdentity } from '../model/coin-identity.js';
import type { Deposit, DepositSighting, DepositState } from '../model/deposit.js';
import type { ReceivedEntry } from './flopcoin-wallet.js';

/** `isCounted`: Core's balance had it. What was double-spent or orphaned long ago is only remembered. */
export interface FoundEntry extends ReceivedEntry {
  readonly isCounted: boolean;
}

/** Where a deposit goes, and what was seen of it. */
export interface DepositMove {
  readonly deposit: Deposit;
  readonly state: DepositState;
  readonly seen: DepositSighting;
  readonly final: boolean;
}

/** What was found at the first contact with Core: history from before belongs to the operator. */
export interface OpeningBalance {
  readonly identity: CoinIdentity;
  readonly cursor: string;
  readonly totalUnits: bigint;
  /** All that was ever received, so that it is not taken for new when Core tells it again. */
  readonly entries: readonly FoundEntry[];
  /** All by which the wallet ever paid: the total is what they left. */
  readonly spentTxids: readonly string[];
  /** The transactions whose outputs it holds, also those that no list tells of. */
  readonly holdings: readonly string[];
  readonly atMs: number;
}

/** Money that came in, and how far the reading has got. */
export abstract class DepositBook {
  /** Which chain and wallet this registry belongs to; `undefined` before the first contact. */
  abstract pinned(): Promise<CoinIdentity | undefined>;

  /** Once, at the first contact. Of several processes that try, one succeeds and the others change nothing. */
  abstract open(opening: OpeningBalance): Promise<void>;

  /**
   * For books that were opened before holdings were kept: notes them once, while the books and Core agree, so that what
   * is there already is not taken for new.
   */
  abstract noteHoldings(holdings: () => Promise<readonly string[]>, atMs: number): Promise<void>;

  abstract cursor(): Promise<string>;

  /**
   * Books entries that are new as pending (of a node) or for the house, and moves the cursor; what is known stays as it is.
   * @param ownTxids those by which the wallet paid: of one that is no node's payment, what comes back to the house is left
   *   out, as it is reckoned with what left
   * @returns how many were new
   */
  abstract ingest(
    entries: readonly ReceivedEntry[],
    ownTxids: readonly string[],
    cursor: string,
    atMs: number,
  ): Promise<number>;

  /** Deposits that are not final. */
  abstract unsettled(): Promise<Deposit[]>;

  /** Notes how deep deposits are whose state stays as it is; nothing moves. */
  abstract place(deposits: readonly { deposit: Deposit; seen: DepositSighting; final: boolean }[]): Promise<void>;

  /**
   * Moves deposits with the postings that belong to them, in the order given; one that is no longer as its `deposit` says
   * stays. Thousands at once take some transactions, of which each stands for itself.
   */
  abstract move(moves: readonly DepositMove[], atMs: number): Promise<void>;
}
