import { IsOneOf } from '@app/infrastructure/http/validation/index.js';
import type { HistoryDirection } from '@app/wallet';
import { ApiProperty } from '@nestjs/swagger';
import { IsOrder } from '../presentation/fields.js';
import { InvalidParameter } from '../presentation/invalid-request.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { UNITS } from '../presentation/units.js';

export class HistoryQuery extends PageQuery {
  /** `sent`: it owns an input */
  @IsOneOf(['received', 'sent', 'all'], {}, () => new InvalidParameter('direction must be received, sent or all'))
  direction?: HistoryDirection = 'received';

  /** `desc`: newest first */
  @IsOrder()
  order?: 'asc' | 'desc' = 'asc';
}

export class CreateWalletResponse {
  /**
   * Hex SHA-256 of the public key.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  address!: string;

  /**
   * The same address with a checksum (Bech32m, BIP 350), which finds typing errors. Taken wherever an address is.
   * @example "mzn1350nc6swndxh7k3v3cdn6mu6p388kt2l3gwru6uapu4ycl5tr5lstyd4qw"
   */
  checksummed_address!: string;

  /**
   * Hex private key. It is not stored: without it the wallet is lost.
   * @example "1c0ffee0000000000000000000000000000000000000000000000000000000a1"
   */
  private_key!: string;
}

export class KnownAddressResponse {
  /** @example true */
  exists!: boolean;

  /**
   * In hex, the spelling of all answers.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  address!: string;

  /**
   * The same address with a checksum (Bech32m, BIP 350), which finds typing errors. Taken wherever an address is.
   * @example "mzn1350nc6swndxh7k3v3cdn6mu6p388kt2l3gwru6uapu4ycl5tr5lstyd4qw"
   */
  checksummed_address!: string;
}

export class BalanceResponse {
  /**
   * Units, confirmed.
   * @example 14900
   */
  @ApiProperty(UNITS)
  balance!: number;
}

export class UnspentOutputResponse {
  /** Hex ID of the transaction that made it. */
  txid!: string;

  /**
   * Index among its outputs.
   * @example 1
   */
  vout!: number;

  /**
   * Units.
   * @example 14900
   */
  @ApiProperty(UNITS)
  value!: number;

  /**
   * Block that holds it.
   * @example 2
   */
  height!: number;
}
