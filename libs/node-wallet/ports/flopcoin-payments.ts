/** One output of one transaction: a coin. */
export interface CoinOutpoint {
  txid: string;
  vout: number;
}

export interface PaymentOrder {
  address: string;
  amountUnits: bigint;
  /** The most the network may take on top of the amount. */
  maxFeeUnits: bigint;
  /** Addresses of the node that pays: the crumbs that came to them are its to pay for. Every crumb is, when left out. */
  payerAddresses?: readonly string[];
  /**
   * Inputs of every signed payment that is not confirmed or proven dead yet. The daemon forgets its locks when it
   * restarts, so the outbox says each time which coins are taken; locks that are no longer claimed are released.
   */
  heldInputs: readonly CoinOutpoint[];
}

/** Small coins made into one, at the house's cost. */
export interface ConsolidationOrder {
  /** Nothing is done while 1000 bytes cost more. */
  maxRateUnits: bigint;
  maxFeeUnits: bigint;
  heldInputs: readonly CoinOutpoint[];
}

/** A complete, signed transaction that no peer has seen yet. Commit it before broadcasting it. */
export interface SignedPayment {
  hex: string;
  txid: string;
  feeUnits: bigint;
  inputs: CoinOutpoint[];
}

/**
 * What the daemon said to a transaction. There is no "failed": a refusal is given for mined transactions as well (all
 * outputs spent), so only `FlopcoinWallet.transaction` can tell, and only a confirmed spend of an input kills a payment.
 */
export type BroadcastOutcome =
  | { kind: 'accepted' }
  /** In a block already. */
  | { kind: 'already_known' }
  /** `coreCode` is Core's own number, for the log. */
  | { kind: 'undecided'; reason: UndecidedReason; coreCode: number };

/**
 * `inputs_missing`: spent by another, or by this very transaction, or in blocks the daemon has not seen yet (-25).
 * `rejected`: a rule or a conflict in the mempool, or mined with all outputs spent (-26). `undecodable`: -22.
 */
export type UndecidedReason = 'inputs_missing' | 'rejected' | 'undecodable' | 'other';

/**
 * How money leaves Core's wallet. One sender at a time: hold a lock over build and commit. Errors as told at FlopcoinNode.
 */
export abstract class FlopcoinPayments {
  /**
   * Chooses coins, signs and checks the result; nothing leaves the wallet. The coins stay locked in the daemon until
   * {@link releaseInputs}, and are released here when anything is refused; what a lost answer left locked is given back
   * by the next build. No failure of this method, CoreTimeout included, has moved any money.
   * @throws AmountBelowDust, InvalidRecipient, WalletLocked, InsufficientCoreFunds, FeeAboveCap (tried in this order), KeypoolEmpty
   */
  abstract build(order: PaymentOrder): Promise<SignedPayment>;

  /**
   * The same for a transaction that makes many small coins of the wallet into one of its own. `undefined` when there are
   * too few of them, or the fee would be too high.
   * @throws WalletLocked, KeypoolEmpty
   */
  abstract consolidate(order: ConsolidationOrder): Promise<SignedPayment | undefined>;

  /** Gives back the coins of a payment that was built and will never be broadcast, or is proven dead. Releasing twice is harmless. */
  abstract releaseInputs(outpoints: readonly CoinOutpoint[]): Promise<void>;

  /** Offers the transaction to the network. After CoreTimeout it may have been accepted; the same hex may be sent any number of times. */
  abstract broadcast(hex: string): Promise<BroadcastOutcome>;

  /** Whether it waits in the daemon's mempool, where peers and miners see it. */
  abstract isInMempool(txid: string): Promise<boolean>;

  /** All that waits there, in one call: for those who would ask for each of many. */
  abstract mempool(): Promise<ReadonlySet<string>>;
}
