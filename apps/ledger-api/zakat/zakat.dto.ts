import { BodyMayBeEmpty, IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { InvalidPeriod } from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { invalidBody } from '../presentation/invalid-request.js';
import { UNITS } from '../presentation/units.js';

@RefusedAs(invalidBody)
@BodyMayBeEmpty()
export class ZakatRunRequest {
  /**
   * What this run is for, such as a Hijri year: 1 to 32 letters, digits, dots, dashes and underscores. A period is charged
   * once, whatever the pool; a second call for it answers with the first run and charges no one.
   * @example "1448"
   */
  @IsOptional()
  @IsText({ pattern: '^[A-Za-z0-9._-]{1,32}$' }, () => new InvalidPeriod())
  period?: string;
}

export class ZakatRunResponse {
  /**
   * Wallet profiles looked at.
   * @example 2
   */
  total_wallets!: number;

  /**
   * Wallets that were charged.
   * @example 1
   */
  processed!: number;

  /**
   * Units deducted.
   * @example 375
   */
  @ApiProperty(UNITS)
  total_zakat!: number;

  /** Hex hashes of the blocks that hold the deductions. */
  block_hashes!: string[];

  /**
   * Who got it, when the call had a `period` or an `Idempotency-Key`. A repeated call names the pool of the first one.
   */
  pool_address?: string;
}
