import type { OrderKind, SupplyOrder } from '@app/chain';
import type { Address } from '@app/wallet';

export const ORDER_STATES = ['proposed', 'approved', 'mined', 'rejected'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** The kind of the row that is stored with the transaction that carries an order out, in the same database transaction. */
export const TREASURY_COMPANION = 'treasury_order';

/** Something that was done by somebody, as the audit trail calls them. */
export interface OrderAct {
  readonly by: string;
  readonly atMs: number;
}

export interface OrderMined extends OrderAct {
  /** Hex. */
  readonly txid: string;
  /** Hex. */
  readonly blockHash: string;
  readonly height: number;
}

/** An order to issue or to redeem units, as it was proposed, with what was decided about it. */
export interface Order extends SupplyOrder {
  /** In the order in which they were proposed. */
  readonly number: number;
  readonly kind: OrderKind;
  readonly address: Address;
  /** Hex; see orderHash. */
  readonly hash: string;
  readonly state: OrderState;
  readonly proposed: OrderAct;
  readonly approvals: readonly OrderAct[];
  readonly rejection: (OrderAct & { readonly reason: string }) | undefined;
  readonly mined: OrderMined | undefined;
}
