import { BodyFields } from '@app/infrastructure/http/body-fields.js';
import { DomainError } from '@app/kernel';
import { InvalidRequest } from '../presentation/invalid-request.js';

export class FundFieldsRequired extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'fields_required';

  constructor(field: string) {
    super('address and positive amount are required', { field });
  }
}

export class FundRequest {
  /**
   * Address to fund, 64 hex characters.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  address!: string;

  /**
   * A positive integer that is recorded; what is minted is always 15000 units.
   * @example 15000
   */
  amount!: number;

  /** @throws InvalidRequest, then FundFieldsRequired */
  static read(body: unknown): { address: string; amount: bigint } {
    const fields = new BodyFields(body);
    const address = fields.string('address') ?? '';
    const amount = fields.integer('amount') ?? 0n;
    fields.orRefuse(() => new InvalidRequest('body'));
    if (!address || amount <= 0n) throw new FundFieldsRequired(address ? 'amount' : 'address');
    return { address, amount };
  }
}

export class FundResponse {
  /** @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" */
  address!: string;

  /**
   * As requested.
   * @example 15000
   */
  amount!: number;

  /** Hex hash of the block that holds the reward. */
  block_hash!: string;
}
