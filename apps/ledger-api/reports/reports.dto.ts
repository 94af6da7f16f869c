import { EncodedTransaction, toHex } from '@app/chain';
import type { BookedTransaction } from '@app/reporting';
import type { ZakatRecord } from '@app/zakat';
import { storedTransactionJson, TransactionResponse } from '../presentation/transaction.dto.js';

export class TransactionRecordResponse {
  /** Hex ID. */
  txid!: string;

  /** Hex hash of its block. */
  block_hash!: string;

  /** Address, or `SYSTEM` for a reward. */
  sender!: string;

  receiver!: string;

  /**
   * Units, as recorded: for a reward what was asked of the faucet, not what it minted.
   * @example 100
   */
  amount!: number;

  /**
   * Unix seconds of the block.
   * @example 1795219200
   */
  timestamp!: number;

  type!: 'send' | 'reward' | 'zakat_deduction';

  raw_json!: TransactionResponse;
}

export class ZakatRecordResponse {
  /** UUID. */
  id!: string;

  /** UUID. */
  user_id!: string;

  wallet_address!: string;

  /**
   * Units.
   * @example 375
   */
  amount!: number;

  /** Hex. */
  block_hash!: string;

  /** @example "2026-11-21T20:15:00.000Z" */
  created_at!: string;
}

export class WalletReportResponse {
  wallet_address!: string;

  /**
   * Units.
   * @example 14525
   */
  balance!: number;

  /**
   * Sum of the recorded amounts of the transactions it sent, deductions included.
   * @example 475
   */
  total_sent!: number;

  /** @example 15000 */
  total_received!: number;

  /** @example 375 */
  total_zakat!: number;

  transactions!: TransactionRecordResponse[];

  zakat_records!: ZakatRecordResponse[];
}

export function recordJson({ bytes, blockHash, record, timestamp }: BookedTransaction) {
  return {
    txid: toHex(new EncodedTransaction(bytes).id),
    block_hash: toHex(blockHash),
    sender: record.sender ?? 'SYSTEM',
    receiver: record.receiver,
    amount: record.amount,
    timestamp,
    type: record.type,
    raw_json: storedTransactionJson(bytes),
  };
}

export function zakatRecordJson(record: ZakatRecord) {
  return {
    id: record.id,
    user_id: record.userId,
    wallet_address: record.walletAddress,
    amount: record.amountUnits,
    block_hash: record.blockHash,
    created_at: new Date(record.createdAtMs).toISOString(),
  };
}
