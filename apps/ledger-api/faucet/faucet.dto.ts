import { Must, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { DomainError } from '@app/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { IsAddress, IsUnits } from '../presentation/fields.js';
import { invalidBody } from '../presentation/invalid-request.js';
import { UNITS } from '../presentation/units.js';

export class FundFieldsRequired extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'fields_required';

  constructor() {
    super('address and positive amount are required');
  }
}

const fieldsRequired = () => new FundFieldsRequired();

@RefusedAs(invalidBody)
export class FundRequest {
  /**
   * Address to fund.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  @Must((address) => address !== '', fieldsRequired)
  @IsAddress()
  address = '';

  /**
   * A positive integer that is recorded; what is minted is always 15000 units.
   * @example 15000
   */
  @Must((amount: bigint) => amount > 0n, fieldsRequired)
  @IsUnits()
  amount = 0n;
}

export class FundResponse {
  /** @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" */
  address!: string;

  /**
   * As requested.
   * @example 15000
   */
  @ApiProperty(UNITS)
  amount!: number;

  /** Hex hash of the block that holds the reward. */
  block_hash!: string;
}
