import { QueryFields } from '@app/infrastructure/http/query-fields.js';
import type { HistoryDirection } from '@app/wallet';
import { InvalidParameter } from '../presentation/invalid-request.js';
import { readOrder } from '../presentation/read-order.js';

export class CreateWalletResponse {
  /**
   * Hex SHA-256 of the public key.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  address!: string;

  /**
   * Hex private key. It is not stored: whoever loses it loses the wallet.
   * @example "1c0ffee0000000000000000000000000000000000000000000000000000000a1"
   */
  private_key!: string;
}

export class BalanceResponse {
  /**
   * Units, confirmed.
   * @example 14900
   */
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
  value!: number;

  /**
   * Block that holds it.
   * @example 2
   */
  height!: number;
}

/** @throws InvalidParameter */
export function readHistoryQuery(query: unknown): { direction: HistoryDirection; order: 'asc' | 'desc' } {
  const fields = new QueryFields(query);
  const direction = fields.oneOf('direction', ['received', 'sent', 'all']) ?? 'received';
  fields.orRefuse(() => new InvalidParameter('direction must be received, sent or all'));
  return { direction, order: readOrder(query) };
}
