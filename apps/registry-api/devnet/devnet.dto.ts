import { IsInteger, IsText, Must } from '@app/infrastructure/http/validation/index.js';
import { ApiProperty } from '@nestjs/swagger';
import { IsFlop } from '../wallet/flop-json.js';

const MAX_BLOCKS = 200;

export class FaucetRequest {
  /** Any address of the devnet, such as that of a node's wallet. */
  @IsText()
  address!: string;

  /** FLOP, at least 0.01. */
  @IsFlop({ example: 500 })
  amount!: string;
}

export class FaucetResponse {
  txid!: string;
}

export class MineRequest {
  @Must((blocks: bigint) => blocks >= 1n && blocks <= MAX_BLOCKS, {
    msg: `Input should be from 1 to ${MAX_BLOCKS}`,
    type: 'value_error',
  })
  @IsInteger({ minimum: 1, maximum: MAX_BLOCKS, example: 6 })
  blocks!: bigint;
}

export class MineResponse {
  /** Of the new tip. */
  @ApiProperty({ type: 'integer' })
  height!: number;
}

export class DevnetAddressResponse {
  address!: string;
}
