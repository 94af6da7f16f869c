import type { JsonNumber } from '@app/infrastructure/http/json-value.js';
import { IsText } from '@app/infrastructure/http/validation/index.js';
import { type NodeId } from '@app/node-registry';
import { balanceUnits, type NodeWallet, type WalletLine } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { AuthData } from '../access/auth-data.dto.js';
import { isoTime } from '../nodes/node.dto.js';
import { IsNodeId } from '../nodes/node-fields.js';
import { FLOP, flopJson, IsFlop, UNITS } from './flop-json.js';
import { TransactionInfo, transactionInfo } from './transaction-info.dto.js';
import { IsWalletName } from './wallet-fields.js';

const CURRENCY = 'FLOP';

export class CreateWalletRequest {
  /** @example "node_001" */
  @IsNodeId()
  node_id!: NodeId;

  /**
   * For people: 1 to 100 visible characters. Other nodes may use the same name.
   * @example "my_wallet"
   */
  @IsWalletName()
  wallet_name!: string;

  @Allow()
  auth_data?: AuthData;
}

export class WalletInfo {
  @ApiProperty({ type: 'integer' })
  id!: number;

  /** @example "node_001" */
  node_id!: string;

  /** @example "my_wallet" */
  wallet_name!: string;

  /** The latest; earlier ones go on receiving. */
  address!: string;

  @ApiProperty({ enum: ['flopcoin'] })
  wallet_type!: string;

  /** Confirmed, and not sent away yet. */
  @ApiProperty(FLOP)
  balance!: JsonNumber;

  @ApiProperty(UNITS)
  balance_units!: string;

  /** False while the node is deregistered: readable, and nothing can be sent. */
  is_active!: boolean;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  updated_at!: string | null;
}

export class CreateWalletResponse {
  success!: boolean;

  /** @example "Wallet my_wallet created successfully" */
  message!: string;

  wallet!: WalletInfo;
}

export class BalanceResponse {
  success!: boolean;

  /** @example "node_001" */
  node_id!: string;

  /** @example "my_wallet" */
  wallet_name!: string;

  address!: string;

  /** `available` and `reserved` together. */
  @ApiProperty(FLOP)
  balance!: JsonNumber;

  @ApiProperty(UNITS)
  balance_units!: string;

  /** Can be spent. */
  @ApiProperty(FLOP)
  available!: JsonNumber;

  @ApiProperty(UNITS)
  available_units!: string;

  /** Deposits without enough confirmations. */
  @ApiProperty(FLOP)
  pending!: JsonNumber;

  @ApiProperty(UNITS)
  pending_units!: string;

  /** Held for payments that are about to leave, their fees included. */
  @ApiProperty(FLOP)
  reserved!: JsonNumber;

  @ApiProperty(UNITS)
  reserved_units!: string;

  /** Spent from a deposit that was taken back by a reorganisation; later deposits pay it off. */
  @ApiProperty(FLOP)
  owed!: JsonNumber;

  @ApiProperty(UNITS)
  owed_units!: string;

  @ApiProperty({ enum: [CURRENCY] })
  currency!: string;

  /** @example "Balance retrieved successfully" */
  message!: string;
}

export class SendRequest {
  /** The node in the path. */
  @IsNodeId({ example: 'node_001' })
  node_id!: NodeId;

  /** @example "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn" */
  @IsText()
  recipient_address!: string;

  /** FLOP, at least 0.01: a number literal with at most 8 decimals, or the same as a string. */
  @IsFlop({ example: 10.5 })
  amount!: string;

  @Allow()
  auth_data?: AuthData;
}

export class SendResponse {
  success!: boolean;

  /** Of a payment between two nodes: `internal-` and a UUID. */
  txid!: string;

  @ApiProperty(FLOP)
  amount!: JsonNumber;

  @ApiProperty(UNITS)
  amount_units!: string;

  recipient!: string;

  transaction!: TransactionInfo;

  /** @example "Transaction sent successfully" */
  message!: string;
}

/** Only a node that signs in the older way sends a body. */
export class NewAddressRequest {
  @Allow()
  auth_data?: AuthData;
}

export class NewAddressResponse {
  success!: boolean;

  /** @example "node_001" */
  node_id!: string;

  new_address!: string;

  /** @example "my_wallet" */
  wallet_name!: string;

  /** @example "New address generated successfully" */
  message!: string;
}

export function walletInfo(wallet: NodeWallet) {
  const balance = balanceUnits(wallet.funds);
  return {
    id: wallet.id,
    node_id: wallet.nodeId,
    wallet_name: wallet.walletName,
    address: wallet.address,
    wallet_type: 'flopcoin',
    balance: flopJson(balance),
    balance_units: String(balance),
    is_active: wallet.isActive,
    created_at: isoTime(wallet.createdAtMs),
    updated_at: wallet.updatedAtMs === undefined ? null : isoTime(wallet.updatedAtMs),
  };
}

export function balanceJson({ nodeId, walletName, address, funds }: NodeWallet) {
  const balance = balanceUnits(funds);
  return {
    success: true,
    node_id: nodeId,
    wallet_name: walletName,
    address,
    balance: flopJson(balance),
    balance_units: String(balance),
    available: flopJson(funds.availableUnits),
    available_units: String(funds.availableUnits),
    pending: flopJson(funds.pendingUnits),
    pending_units: String(funds.pendingUnits),
    reserved: flopJson(funds.reservedUnits),
    reserved_units: String(funds.reservedUnits),
    owed: flopJson(-funds.owedUnits),
    owed_units: String(-funds.owedUnits),
    currency: CURRENCY,
    message: 'Balance retrieved successfully',
  };
}

export function sendJson(line: WalletLine) {
  return {
    success: true,
    txid: line.txid,
    amount: flopJson(line.amountUnits),
    amount_units: String(line.amountUnits),
    recipient: line.recipientAddress,
    transaction: transactionInfo(line),
    message: 'Transaction sent successfully',
  };
}
