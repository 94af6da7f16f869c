import type { Weight } from '../model/wallet-effect.js';
import type { TransactionOutput } from './flopcoin-wallet.js';

/** The house's part in a transaction of Core's wallet: all that is no node's. */
export interface OperatorSpend {
  readonly txid: string;
  /** What left the house by it, the network's fee included; negative when it brought money. */
  readonly outflowUnits: bigint;
  /** Whether it is in the books; false once a conflicting transaction has undone it. */
  readonly counted: boolean;
  readonly confirmations: number;
}

/** A transaction as Core counts it now. */
export interface CountedTransaction {
  readonly txid: string;
  /** What Core's totals have gained by it; 0 when they do not contain it. */
  readonly effectUnits: bigint;
  readonly weight: Weight;
  readonly confirmations: number;
  readonly final: boolean;
  /** Those to addresses of nodes become deposits of the nodes when they are not yet; none while it does not count. */
  readonly outputs: readonly TransactionOutput[];
}

/** What the operator pays and receives past the registry: the house's account of each transaction. */
export abstract class OperatorSpends {
  /** Those of `txids` that are neither payments of nodes nor known here. */
  abstract unknown(txids: readonly string[]): Promise<string[]>;

  /** Those of `txids` of which the books say nothing at all: no payment, no deposit, no part of the house. */
  abstract unaccounted(txids: readonly string[]): Promise<string[]>;

  /** Those of `txids` that the books do not know to be in a block. */
  abstract unconfirmed(txids: readonly string[]): Promise<string[]>;

  /** What the books say that Core's totals have gained by each; those that are not in the books are left out. */
  abstract booked(txids: readonly string[]): Promise<Map<string, bigint>>;

  /**
   * Makes the books say of a transaction what Core counts: what is not a node's payment or deposit is the house's. In one
   * database transaction, so that it may be repeated at any time. Of a node's payment, the house gets what came back to the
   * wallet by paying the wallet itself; one that does not count as a whole is the node's affair.
   */
  abstract settle(transaction: CountedTransaction, atMs: number): Promise<void>;

  /** Those that are not final. */
  abstract unsettled(): Promise<OperatorSpend[]>;

  /** Notes how deep they are now; nothing moves. */
  abstract place(spends: readonly { txid: string; confirmations: number; final: boolean }[]): Promise<void>;
}
