import { IsInteger, IsOneOf, IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { type NisabOrder, type NisabStandard, parseDay, printDay, type RecordedNisab } from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsShortText } from '../presentation/fields.js';
import { invalidBody } from '../presentation/invalid-request.js';
import { UNITS } from '../presentation/units.js';
import { STANDARDS } from './policy.dto.js';

@RefusedAs(invalidBody)
export class NisabRequest {
  /**
   * `silver` and `gold` are weighed and priced; `fixed` is an amount.
   * @example "silver"
   */
  @IsOneOf(STANDARDS)
  standard!: NisabStandard;

  /**
   * Of a metal: a positive decimal as text, at most 9 places.
   * @example "612.36"
   */
  @IsOptional()
  @IsText({ pattern: '^[0-9]{1,18}(\\.[0-9]{1,9})?$' })
  grams?: string;

  /**
   * Of a metal: units that one gram costs, as grams are written.
   * @example "293.437651"
   */
  @IsOptional()
  @IsText({ pattern: '^[0-9]{1,18}(\\.[0-9]{1,9})?$' })
  price?: string;

  /**
   * Units. Of a metal it may be left out, and is what the grams cost, rounded up to a whole unit; another amount is refused.
   * @example 179690
   */
  @IsOptional()
  @IsInteger({ ...UNITS, minimum: 1 })
  units?: bigint;

  /**
   * Where the price or the amount comes from, in 1 to 200 characters.
   * @example "a notification of the Ministry"
   */
  @IsShortText(200)
  source!: string;

  /**
   * The first day on which it is in force.
   * @example "2026-02-01"
   */
  @IsText({ format: 'date' })
  as_of!: string;
}

export class NisabResponse {
  /** @example "b6e1f7a2-3f57-4a0e-9d3e-0f1d5a1c2b3e" */
  id!: string;

  standard!: 'silver' | 'gold' | 'fixed';

  /**
   * Of a metal.
   * @example "612.36"
   */
  grams?: string;

  /**
   * Units that one gram costs, of a metal.
   * @example "293.437651"
   */
  price?: string;

  /**
   * What a wallet must hold at least, in units: grams × price, rounded up.
   * @example 179690
   */
  @ApiProperty(UNITS)
  units!: number;

  /** @example "a notification of the Ministry" */
  source!: string;

  /** @example "2026-02-01" */
  as_of!: string;

  /**
   * RFC 3339.
   * @example "2026-11-21T18:00:00.000Z"
   */
  created_at!: string;
}

/** @throws InvalidDay */
export function nisabOrderOf(request: NisabRequest): Omit<NisabOrder, 'author' | 'idempotency'> {
  const { standard, grams, price, units, source, as_of } = request;
  return { standard, grams, pricePerGram: price, units, source, asOf: parseDay(as_of) };
}

export function nisabJson(nisab: RecordedNisab) {
  return {
    id: nisab.id,
    standard: nisab.standard,
    ...(nisab.grams !== undefined && { grams: nisab.grams, price: nisab.pricePerGram }),
    units: nisab.units,
    source: nisab.source,
    as_of: printDay(nisab.asOf),
    created_at: new Date(nisab.createdAtMs).toISOString(),
  };
}
