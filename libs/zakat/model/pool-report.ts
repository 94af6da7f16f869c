import { ASNAF, type Asnaf } from './voucher.js';

/** What deductions of a period brought, or vouchers took. */
export interface PoolLine {
  /** As the series of receipts. */
  readonly period: string;
  readonly item: 'collected' | 'refunded' | Asnaf;
  readonly count: number;
  readonly units: bigint;
}

/** The sums of a pool as of one block. */
export interface PoolBooks {
  /** Net units of all transactions that brought something, and of all that took something. */
  readonly received: bigint;
  readonly sent: bigint;
  /** Of what was received: from the faucet. */
  readonly minted: bigint;
  readonly lines: readonly PoolLine[];
  readonly asOf: { readonly height: number; readonly blockHash: Uint8Array; readonly utxoDigest: Uint8Array };
}

export interface PoolPeriod {
  readonly period: string;
  /** Wallets that were charged. */
  readonly charged: number;
  readonly collected: bigint;
  readonly refunded: bigint;
  /** By asnaf, each of the eight. */
  readonly distributed: Readonly<Record<Asnaf, bigint>>;
}

/** Everything that came into a pool and went out of it. */
export interface PoolReport {
  readonly balance: bigint;
  readonly received: { readonly collected: bigint; readonly contributed: bigint; readonly minted: bigint };
  readonly paid: { readonly distributed: bigint; readonly refunded: bigint; readonly other: bigint };
  readonly periods: readonly PoolPeriod[];
}

/**
 * What came in and is neither a deduction nor minted was contributed: an ordinary transfer to the pool. What went out without a
 * voucher is `other`, which only the holder of a key that is kept elsewhere can do.
 */
export function reportPool({ received, sent, minted, lines }: Omit<PoolBooks, 'asOf'>): PoolReport {
  const periods = [...new Set(lines.map(({ period }) => period))].sort().map((period) =>
    periodOf(
      period,
      lines.filter((line) => line.period === period),
    ),
  );
  const total = (of: (line: PoolLine) => boolean) =>
    lines.reduce((sum, line) => (of(line) ? sum + line.units : sum), 0n);
  const collected = total(({ item }) => item === 'collected');
  const refunded = total(({ item }) => item === 'refunded');
  const distributed = total(({ item }) => item !== 'collected' && item !== 'refunded');
  return {
    balance: received - sent,
    received: { collected, contributed: received - collected - minted, minted },
    paid: { distributed, refunded, other: sent - distributed - refunded },
    periods,
  };
}

/** @param lines those of the period */
function periodOf(period: string, lines: readonly PoolLine[]): PoolPeriod {
  const of = (item: PoolLine['item']) => lines.filter((line) => line.item === item);
  const units = (item: PoolLine['item']) => of(item).reduce((sum, line) => sum + line.units, 0n);
  const count = (item: PoolLine['item']) => of(item).reduce((sum, line) => sum + line.count, 0);
  return {
    period,
    charged: count('collected'),
    collected: units('collected'),
    refunded: units('refunded'),
    distributed: Object.fromEntries(ASNAF.map((asnaf) => [asnaf, units(asnaf)])) as Record<Asnaf, bigint>,
  };
}
