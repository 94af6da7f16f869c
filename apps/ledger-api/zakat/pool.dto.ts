import { toHex } from '@app/chain';
import { type PoolPeriod, type PoolWallet, type ReportedPool } from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { UNITS } from '../presentation/units.js';

export class PoolWalletResponse {
  /**
   * Hex address of the pool.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  address!: string;

  /**
   * Who had it made, as in the audit trail.
   * @example "administrator:amina"
   */
  made_by!: string;

  /** @example "2026-11-27T08:15:00.000Z" */
  created_at!: string;
}

export function poolWalletJson({ address, madeBy, createdAtMs }: PoolWallet) {
  return { address, made_by: madeBy, created_at: new Date(createdAtMs).toISOString() };
}

export class DistributedResponse {
  @ApiProperty(UNITS)
  fuqara!: number;

  @ApiProperty(UNITS)
  masakin!: number;

  @ApiProperty(UNITS)
  amilin!: number;

  @ApiProperty(UNITS)
  muallafa!: number;

  @ApiProperty(UNITS)
  riqab!: number;

  @ApiProperty(UNITS)
  gharimin!: number;

  @ApiProperty(UNITS)
  fi_sabilillah!: number;

  @ApiProperty(UNITS)
  ibn_al_sabil!: number;
}

export class PoolPeriodResponse {
  /**
   * An underscore and a year for deductions without a period.
   * @example "1448"
   */
  period!: string;

  /**
   * Deductions.
   * @example 2
   */
  charged!: number;

  /**
   * Units that they brought.
   * @example 750
   */
  @ApiProperty(UNITS)
  collected!: number;

  /**
   * Units that were given back.
   * @example 100
   */
  @ApiProperty(UNITS)
  refunded!: number;

  /** Units by asnaf. */
  distributed!: DistributedResponse;
}

export class PoolReceivedResponse {
  /**
   * Units of deductions.
   * @example 750
   */
  @ApiProperty(UNITS)
  collected!: number;

  /**
   * Units of ordinary transfers to the pool.
   * @example 50
   */
  @ApiProperty(UNITS)
  contributed!: number;

  /**
   * Units of the faucet.
   * @example 0
   */
  @ApiProperty(UNITS)
  minted!: number;
}

export class PoolPaidResponse {
  /**
   * Units of vouchers to the eight asnaf.
   * @example 300
   */
  @ApiProperty(UNITS)
  distributed!: number;

  /**
   * Units that were given back out of receipts.
   * @example 100
   */
  @ApiProperty(UNITS)
  refunded!: number;

  /**
   * Units that left without a voucher, which only the holder of a key that is kept elsewhere can do.
   * @example 0
   */
  @ApiProperty(UNITS)
  other!: number;
}

export class PoolReportResponse {
  /** Hex address. */
  address!: string;

  /** Whether the key of the pool is kept on this server. */
  custodial!: boolean;

  /**
   * All that was received less all that was paid: the sum of the unspent outputs of the address.
   * @example 400
   */
  @ApiProperty(UNITS)
  balance!: number;

  received!: PoolReceivedResponse;

  paid!: PoolPaidResponse;

  periods!: PoolPeriodResponse[];

  /**
   * The block as of which all this is.
   * @example 42
   */
  height!: number;

  /** Hex hash of that block. */
  block_hash!: string;

  /** Hex digest of all unspent outputs after that block: see `GET /chain`. */
  utxo_digest!: string;
}

export function poolReportJson({ pool, report, asOf }: ReportedPool) {
  return {
    address: pool.address,
    custodial: pool.sealedPrivateKey !== undefined,
    balance: report.balance,
    received: report.received,
    paid: report.paid,
    periods: report.periods.map(poolPeriodJson),
    height: asOf.height,
    block_hash: toHex(asOf.blockHash),
    utxo_digest: toHex(asOf.utxoDigest),
  };
}

function poolPeriodJson({ period, charged, collected, refunded, distributed }: PoolPeriod) {
  return { period, charged, collected, refunded, distributed };
}
