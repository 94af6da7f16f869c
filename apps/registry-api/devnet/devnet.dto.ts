import { BodyFields } from '@app/infrastructure/http/body-fields.js';
import { parseFlop } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';

const MAX_BLOCKS = 200;
const MAX_DECIMALS_READ = 16;

export class FaucetRequest {
  /** Any address of the devnet, such as that of a node's wallet. */
  address!: string;

  /** FLOP, at least 0.01. */
  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'string' }], example: 500 })
  amount!: number | string;
}

export class FaucetResponse {
  txid!: string;
}

export class MineRequest {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MAX_BLOCKS, example: 6 })
  blocks!: number;
}

export class MineResponse {
  /** Of the new tip. */
  @ApiProperty({ type: 'integer' })
  height!: number;
}

export class DevnetAddressResponse {
  address!: string;
}

/** @throws ValidationFailed, then InvalidAmount */
export function readFaucet(body: unknown): { address: string; amountUnits: bigint } {
  const fields = new BodyFields(body).require('address', 'amount');
  const address = fields.string('address');
  const amount = fields.decimal('amount', MAX_DECIMALS_READ);
  fields.orList();
  return { address: address!, amountUnits: parseFlop(amount!) };
}

/** @throws ValidationFailed */
export function readMine(body: unknown): number {
  const fields = new BodyFields(body).require('blocks');
  const blocks = fields.integer('blocks');
  if (blocks !== undefined && (blocks < 1n || blocks > MAX_BLOCKS))
    fields.reportField('blocks', { msg: `Input should be from 1 to ${MAX_BLOCKS}`, type: 'value_error' });
  fields.orList();
  return Number(blocks);
}
