/** A payment out of Core's wallet that the registry did not make: the operator's own, by hand or by another program. */
export interface OperatorSpend {
  readonly txid: string;
  /** What left by it, the network's fee included: to anybody, addresses of nodes too, whose deposits are booked by themselves. */
  readonly outflowUnits: bigint;
  /** Whether it is in the books; false once a conflicting transaction has undone it. */
  readonly counted: boolean;
  readonly confirmations: number;
}

/** The operator's payments in the books: the house pays them. */
export abstract class OperatorSpends {
  /** Those of `txids` that are neither payments of nodes nor known here. */
  abstract unknown(txids: readonly string[]): Promise<string[]>;

  /** Books a new one; one that is known stays as it is. */
  abstract book(spend: OperatorSpend, atMs: number): Promise<void>;

  /** Those that are not final. */
  abstract unsettled(): Promise<OperatorSpend[]>;

  /** Moves one to what is known of it now, with the postings that belong to it, if it is still as `spend` says. */
  abstract move(
    spend: OperatorSpend,
    now: { counted: boolean; confirmations: number; final: boolean },
    atMs: number,
  ): Promise<void>;
}
