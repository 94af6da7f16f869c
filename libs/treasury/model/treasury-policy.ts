import type { OrderKind } from '@app/chain';

/**
 * How many different administrators must approve an order, and how many units are issued and redeemed on one day (UTC) at most.
 * It is configuration, so that no administrator can lower it alone.
 */
export class TreasuryPolicy {
  constructor(
    readonly approvals: number,
    private readonly perDay: Readonly<Record<OrderKind, bigint>>,
  ) {}

  limitOf(kind: OrderKind): bigint {
    return this.perDay[kind];
  }
}
