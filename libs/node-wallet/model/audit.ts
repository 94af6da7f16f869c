/** The registry's books, summed over all accounts. */
export interface BookTotals {
  readonly availableUnits: bigint;
  readonly pendingUnits: bigint;
  readonly reservedUnits: bigint;
  /** Negative or 0. */
  readonly owedUnits: bigint;
  /** The operator's own, which may be negative. */
  readonly houseUnits: bigint;
  /** Paid to the network so far. */
  readonly networkFeeUnits: bigint;
  /** Booked out for payments whose coins a conflicting transaction has spent, not finally: Core counts them differently. */
  readonly conflictedUnits: bigint;
  /** Of these, what pays off the debt of the very node that it comes back to. */
  readonly returningUnits: bigint;
}

export type FreezeReason = 'drift' | 'shortfall';

/** A payment of a node that Core counts differently from the books, for a while: it is the node's affair. */
export interface ExplainedPayment {
  readonly walletId: bigint;
  readonly txid: string;
  /** How much more Core counts than the books; negative when less. */
  readonly units: bigint;
}

export interface Audit {
  readonly height: number;
  readonly tipHash: string;
  readonly atMs: number;
  readonly coreUnits: bigint;
  /** Core's total less ours, what is explained apart: 0, or something is wrong. */
  readonly driftUnits: bigint;
  readonly frozenBy: FreezeReason | undefined;
  /** These nodes alone cannot send. */
  readonly explained: readonly ExplainedPayment[];
}

/** What Core should hold: everybody's money, and nothing else. */
export function expectedCoreUnits(books: BookTotals): bigint {
  return liabilitiesUnits(books) + books.houseUnits + books.owedUnits + books.conflictedUnits;
}

/** What the nodes can ask for. */
export function liabilitiesUnits({ availableUnits, pendingUnits, reservedUnits }: BookTotals): bigint {
  return availableUnits + pendingUnits + reservedUnits;
}

/**
 * `drift`: unless Core holds more than the books while something that it tells cannot be read: then that is what is not in
 * the books, and everybody can be paid. `shortfall`: nodes owe more than the operator's own money covers, or the operator has paid out more than was the operator's, so
 * nodes would be paid with what is not there.
 */
export function freezeReason(driftUnits: bigint, books: BookTotals, isUnread = false): FreezeReason | undefined {
  if (driftUnits !== 0n && !(driftUnits > 0n && isUnread)) return 'drift';
  return books.houseUnits + books.owedUnits + books.returningUnits < 0n ? 'shortfall' : undefined;
}
