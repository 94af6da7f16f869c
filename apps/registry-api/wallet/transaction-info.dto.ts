import type { JsonNumber } from '@app/infrastructure/http/json-value.js';
import type { WalletLine } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';
import { isoTime } from '../nodes/node.dto.js';
import { FLOP, flopJson, UNITS } from './flop-json.js';

export class TransactionInfo {
  @ApiProperty({ type: 'integer' })
  id!: number;

  @ApiProperty({ type: 'integer' })
  wallet_id!: number;

  /** Null for an order that was given up before it was signed. */
  @ApiProperty({ type: String, nullable: true })
  txid!: string | null;

  recipient_address!: string;

  @ApiProperty(FLOP)
  amount!: JsonNumber;

  @ApiProperty(UNITS)
  amount_units!: string;

  /** `internal`: between two nodes of this registry, in either direction. */
  @ApiProperty({ enum: ['send', 'receive', 'internal'] })
  transaction_type!: string;

  /** `failed` is final: nothing was paid, or a deposit was double-spent. */
  @ApiProperty({ enum: ['pending', 'confirmed', 'failed'] })
  status!: string;

  /** What the network took, on top of the amount; 0 for what comes in. */
  @ApiProperty(FLOP)
  fee!: JsonNumber;

  @ApiProperty(UNITS)
  fee_units!: string;

  @ApiProperty({ type: 'integer', nullable: true })
  block_height!: number | null;

  @ApiProperty({ type: 'integer' })
  confirmations!: number;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  confirmed_at!: string | null;
}

export function transactionInfo(line: WalletLine) {
  return {
    id: line.number,
    wallet_id: line.walletId,
    txid: line.txid ?? null,
    recipient_address: line.recipientAddress,
    amount: flopJson(line.amountUnits),
    amount_units: String(line.amountUnits),
    transaction_type: line.type,
    status: line.status,
    fee: flopJson(line.feeUnits),
    fee_units: String(line.feeUnits),
    block_height: line.blockHeight ?? null,
    confirmations: line.confirmations,
    created_at: isoTime(line.createdAtMs),
    confirmed_at: line.confirmedAtMs === undefined ? null : isoTime(line.confirmedAtMs),
  };
}
