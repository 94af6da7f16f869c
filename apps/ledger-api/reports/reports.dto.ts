import { EncodedTransaction, toHex } from '@app/chain';
import type { BookedTransaction } from '@app/reporting';
import type { ZakatRecord } from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { storedTransactionJson, TransactionResponse } from '../presentation/transaction.dto.js';
import { UNITS } from '../presentation/units.js';

export class TransactionRecordResponse {
  /** Hex ID. */
  txid!: string;

  /** Hex hash of its block. */
  block_hash!: string;

  /** Address, or `SYSTEM` for a reward. */
  sender!: string;

  /** The first that is paid. A transaction may pay others too, and is in their reports, where `balance_change` says how much. */
  receiver!: string;

  /**
   * Units, as recorded: for a reward what was asked of the faucet, not what it minted.
   * @example 100
   */
  @ApiProperty(UNITS)
  amount!: number;

  /**
   * Unix seconds of the block.
   * @example 1795219200
   */
  timestamp!: number;

  type!: 'send' | 'reward' | 'zakat_deduction';

  /**
   * Units by which it changed the wallet's balance: what its outputs brought the wallet, less what it spent of the wallet's.
   * So change does not count, a reward counts with what it minted, and a transfer to oneself is 0.
   * @example -100
   */
  @ApiProperty(UNITS)
  balance_change!: number;

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
  @ApiProperty(UNITS)
  amount!: number;

  /** Hex. */
  block_hash!: string;

  /** @example "2026-11-21T20:15:00.000Z" */
  created_at!: string;
}

export class WalletReportResponse {
  wallet_address!: string;

  /**
   * Units. The sum of `balance_change` over all transactions.
   * @example 14525
   */
  @ApiProperty(UNITS)
  balance!: number;

  /**
   * Sum of the recorded amounts of the transactions it sent, deductions included.
   * @example 475
   */
  @ApiProperty(UNITS)
  total_sent!: number;

  /**
   * Sum of the recorded amounts of the transactions whose receiver it is. A transfer to oneself counts here and in `total_sent`.
   * @example 100
   */
  @ApiProperty(UNITS)
  total_received!: number;

  /**
   * Sum of `zakat_records`, which is a part of `total_sent`.
   * @example 375
   */
  @ApiProperty(UNITS)
  total_zakat!: number;

  /**
   * Sum of every `balance_change` above 0.
   * @example 15000
   */
  @ApiProperty(UNITS)
  total_credited!: number;

  /**
   * Sum of every `balance_change` below 0, without its sign. `total_credited` - `total_debited` = `balance`.
   * @example 475
   */
  @ApiProperty(UNITS)
  total_debited!: number;

  /**
   * What the faucet minted for the wallet, a part of `total_credited`. `total_received` counts what the faucet was asked for.
   * @example 15000
   */
  @ApiProperty(UNITS)
  total_minted!: number;

  transactions!: TransactionRecordResponse[];

  zakat_records!: ZakatRecordResponse[];
}

export function recordJson({ bytes, blockHash, record, timestamp, balanceChange }: BookedTransaction) {
  return {
    txid: toHex(new EncodedTransaction(bytes).id),
    block_hash: toHex(blockHash),
    sender: record.sender ?? 'SYSTEM',
    receiver: record.receiver,
    amount: record.amount,
    timestamp,
    type: record.type,
    balance_change: balanceChange,
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
