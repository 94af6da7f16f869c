import type { JsonNumber } from '@app/infrastructure/http/json-value.js';
import { IN_UNITS } from '@app/infrastructure/http/openapi/money.js';
import { liabilitiesUnits, type ShowReserves, type WalletReadiness } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';
import { isoTime } from '../nodes/node.dto.js';
import { FLOP, flopJson, UNITS } from './flop-json.js';

export class WalletHealthResponse {
  /** @example "ok" */
  status!: string;

  /** @example "wallet" */
  service!: string;

  /** @example "1.0.0" */
  version!: string;
}

export class WalletReadinessResponse {
  @ApiProperty({ enum: ['ready', 'unavailable'] })
  status!: string;

  @ApiProperty({ enum: ['reachable', 'unreachable'], required: false })
  database?: string;

  @ApiProperty({ enum: ['reachable', 'unreachable'], required: false })
  core?: string;

  /** Of the chain, as Core says now. */
  @ApiProperty({ type: 'integer', nullable: true, required: false })
  height?: number | null;

  /** Up to which deposits and payments are in the books; null in a process that leaves this to another. */
  @ApiProperty({ type: 'integer', nullable: true, required: false })
  followed_height?: number | null;

  /** Of the last audit. */
  @ApiProperty({ type: 'integer', nullable: true, required: false })
  audited_height?: number | null;

  /** Why nothing is sent: the books and Core differ, or a node owes more than the operator's own money covers. */
  @ApiProperty({ type: String, enum: ['drift', 'shortfall', null], nullable: true, required: false })
  frozen_by?: string | null;

  /**
   * Why payments would fail, in words for operators; docs/operations.md says what to do.
   * @example ["the disk of the database is full"]
   */
  reasons?: string[];
}

export class ReservesResponse {
  /** What Core held at the last audit. */
  @ApiProperty(FLOP)
  core_total!: JsonNumber;

  @ApiProperty(UNITS)
  core_total_units!: string;

  /** What nodes can ask for, now. */
  @ApiProperty(FLOP)
  liabilities!: JsonNumber;

  @ApiProperty(UNITS)
  liabilities_units!: string;

  /** The parts of `liabilities` in units of 10⁻⁸ FLOP: `available`, `pending`, `reserved`. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', ...IN_UNITS } })
  liabilities_by_kind_units!: Record<string, string>;

  /** The operator's own money; negative when it covered for nodes. */
  @ApiProperty(FLOP)
  house!: JsonNumber;

  @ApiProperty(UNITS)
  house_units!: string;

  /** What nodes owe after deposits that they had spent were taken back. */
  @ApiProperty(UNITS)
  owed_units!: string;

  /** Paid to the network so far. */
  @ApiProperty(UNITS)
  network_fees_units!: string;

  /**
   * Core's total less the books', at the last audit: "0", or sends are frozen; unless it is above 0 and something that Core
   * tells cannot be read (`rows_set_aside`), as then no node's money is missing.
   */
  @ApiProperty({ ...UNITS, nullable: true, example: '0' })
  drift_units!: string | null;

  frozen!: boolean;

  @ApiProperty({ type: String, enum: ['drift', 'shortfall', null], nullable: true })
  frozen_by!: string | null;

  /**
   * Payments that Core counts otherwise than the books, for a while: `txid`, and by how many units of 10⁻⁸ FLOP. Their nodes
   * alone cannot send until the payment is in a block or undone.
   */
  @ApiProperty({
    type: 'array',
    items: { type: 'object', properties: { txid: { type: 'string' }, units: { type: 'string' } } },
  })
  frozen_payments!: { txid: string; units: string }[];

  @ApiProperty({ type: 'integer', nullable: true })
  height!: number | null;

  @ApiProperty({ type: String, nullable: true })
  tip_hash!: string | null;

  /** When the last audit was made. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  audited_at!: string | null;

  /** How much Core tells that cannot be read now: what it brings is in Core's total and not in the books. */
  @ApiProperty({ type: 'integer' })
  rows_set_aside!: number;
}

export function readinessJson({ reasons, isStored, core, height, followedHeight, audit }: WalletReadiness) {
  return {
    status: reasons.length === 0 ? 'ready' : 'unavailable',
    database: isStored ? 'reachable' : 'unreachable',
    core,
    height: height ?? null,
    followed_height: followedHeight ?? null,
    audited_height: audit?.height ?? null,
    frozen_by: audit?.frozenBy ?? null,
    ...(reasons.length > 0 && { reasons }),
  };
}

export function reservesJson({ books, audit, setAside }: Awaited<ReturnType<ShowReserves['execute']>>) {
  const liabilities = liabilitiesUnits(books);
  return {
    core_total: flopJson(audit?.coreUnits ?? 0n),
    core_total_units: String(audit?.coreUnits ?? 0n),
    liabilities: flopJson(liabilities),
    liabilities_units: String(liabilities),
    liabilities_by_kind_units: {
      available: String(books.availableUnits),
      pending: String(books.pendingUnits),
      reserved: String(books.reservedUnits),
    },
    house: flopJson(books.houseUnits),
    house_units: String(books.houseUnits),
    owed_units: String(-books.owedUnits),
    network_fees_units: String(books.networkFeeUnits),
    drift_units: audit ? String(audit.driftUnits) : null,
    frozen: audit?.frozenBy !== undefined,
    frozen_by: audit?.frozenBy ?? null,
    frozen_payments: (audit?.explained ?? []).map(({ txid, units }) => ({ txid, units: String(units) })),
    height: audit?.height ?? null,
    tip_hash: audit?.tipHash ?? null,
    audited_at: audit ? isoTime(audit.atMs) : null,
    rows_set_aside: setAside,
  };
}

export class WalletWriterResponse {
  /** `writer` where the sender's lease is held; `standby` where the database follows another one and takes no writes. */
  role!: 'writer' | 'follower' | 'standby';
}
