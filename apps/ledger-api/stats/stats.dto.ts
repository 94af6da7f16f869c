import { IsCount } from '@app/infrastructure/http/validation/index.js';
import type { ChainDay, ChainTotals } from '@app/reporting';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { InvalidParameter } from '../presentation/invalid-request.js';
import { UNITS } from '../presentation/units.js';

const LIMITS = { min: 1, max: 3_660 };
const COUNT = { ...UNITS, minimum: 0 } as const;
const MS_PER_DAY = 86_400_000;

export class StatsQuery {
  /** How many days, today included */
  @IsOptional()
  @IsCount(LIMITS, { default: 30 }, () => {
    return new InvalidParameter(`days must be an integer from ${LIMITS.min} to ${LIMITS.max}`, { field: 'days' });
  })
  days?: number;
}

export class DayResponse {
  /** @example "2026-11-21" */
  day!: string;

  /** @example 96 */
  blocks!: number;

  /**
   * Rewards and zakat included.
   * @example 4120
   */
  transactions!: number;

  /** Sum of the recorded amounts of all transactions but rewards. */
  @ApiProperty(COUNT)
  volume!: number;

  /** Units in existence at its end, or now. */
  @ApiProperty(COUNT)
  supply!: number;

  /**
   * Addresses that something was ever paid to, at its end or now.
   * @example 1830
   */
  wallets!: number;
}

export class StatsResponse {
  /**
   * Of the tip, as of which the numbers are.
   * @example 812
   */
  height!: number;

  @ApiProperty(COUNT)
  supply!: number;

  /** Addresses that something was ever paid to. */
  wallets!: number;

  /** All on the chain. */
  transactions!: number;

  /** The oldest first, today included; none before the chain began. */
  days!: DayResponse[];
}

export function statsJson({ height, supply, wallets, transactions, days }: ChainTotals) {
  return { height, supply, wallets, transactions, days: days.map(dayJson) };
}

function dayJson({ day, blocks, transactions, volume, supply, wallets }: ChainDay) {
  const date = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  return { day: date, blocks, transactions, volume, supply, wallets };
}
