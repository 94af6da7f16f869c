import type { OrderKind } from '@app/chain';
import type { Slice } from '@app/kernel';
import type { RequestClaim } from '@app/utxo';
import type { Order, OrderAct, OrderState } from '../model/order.js';

export interface NewOrder
  extends Pick<Order, 'kind' | 'id' | 'address' | 'amount' | 'reference' | 'hash' | 'proposed'> {
  /** The caller's idempotency key. */
  readonly claim: Pick<RequestClaim, 'keyHash' | 'requestHash'> | undefined;
}

export interface OrderQuery {
  readonly kind: OrderKind;
  readonly state: OrderState | undefined;
  /** Undefined: from the newest on. */
  readonly beforeNumber: number | undefined;
  readonly limit: number;
}

export interface OrderApproval {
  readonly id: string;
  readonly act: OrderAct;
  /** How many different people must approve. */
  readonly needed: number;
  /** Units of one kind that may be approved on one day (UTC). */
  readonly perDay: bigint;
}

/** `repeated`: the key of the claim has its order; `excessive`: it would pass the limit of the day. */
export type ProposalOutcome = 'proposed' | 'repeated' | 'reference_taken' | 'excessive';
/** `approved`: no approval is missing, no matter who gave the last one. */
export type ApprovalOutcome = 'counted' | 'approved' | 'missing' | 'repeated' | 'closed' | 'excessive';
export type RejectionOutcome = 'rejected' | 'missing' | 'closed';

/**
 * The orders. Each stays as it was proposed; what is decided is added, and what carries it out is stored with its transaction.
 * Limits are looked at one order after the other.
 */
export abstract class TreasuryOrders {
  /** Adds the order unless the outcome says why not. `perDay` limits what of a kind is proposed on one day and not rejected. */
  abstract propose(order: NewOrder, perDay: bigint): Promise<ProposalOutcome>;

  /** The order that was proposed under a key, and what was asked for. */
  abstract ofKey(keyHash: Buffer): Promise<{ requestHash: Buffer; id: string } | undefined>;

  abstract find(id: string): Promise<Order | undefined>;

  /** The newest first. */
  abstract page(query: OrderQuery): Promise<Slice<Order>>;

  abstract approve(approval: OrderApproval): Promise<ApprovalOutcome>;

  abstract reject(id: string, act: OrderAct, reason: string): Promise<RejectionOutcome>;
}
