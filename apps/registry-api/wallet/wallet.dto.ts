import { BodyFields } from '@app/infrastructure/http/body-fields.js';
import type { JsonNumber } from '@app/infrastructure/http/json-value.js';
import { NODE_ID_PATTERN, type NodeId } from '@app/node-registry';
import { balanceUnits, NodeIdMismatch, type NodeWallet, parseWalletName, type WalletLine } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';
import { AuthData } from '../access/auth-data.dto.js';
import { isoTime } from '../nodes/node.dto.js';
import { readNodeId } from '../nodes/read-fields.js';
import { FLOP, flopJson, UNITS } from './flop-json.js';
import { TransactionInfo, transactionInfo } from './transaction-info.dto.js';

const CURRENCY = 'FLOP';
/** Enough for any amount, and too few for what a double makes of 0.1 + 0.2. */
const MAX_DECIMALS_READ = 16;

export class CreateWalletRequest {
  /** @example "node_001" */
  @ApiProperty({ pattern: NODE_ID_PATTERN })
  node_id!: string;

  /**
   * For people: 1 to 100 visible characters. Other nodes may use the same name.
   * @example "my_wallet"
   */
  wallet_name!: string;

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
  @ApiProperty({ pattern: NODE_ID_PATTERN, example: 'node_001' })
  node_id!: string;

  /** @example "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn" */
  recipient_address!: string;

  /** FLOP, at least 0.01: a number literal with at most 8 decimals, or the same as a string. */
  @ApiProperty({
    oneOf: [{ type: 'number' }, { type: 'string', pattern: '^[0-9]{1,10}(\\.[0-9]{1,8})?$' }],
    example: 10.5,
  })
  amount!: number | string;

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

/** @throws ValidationFailed */
export function readCreateWallet(body: unknown): { nodeId: NodeId; walletName: string } {
  const fields = new BodyFields(body);
  const nodeId = readNodeId(fields);
  const text = fields.require('wallet_name').string('wallet_name');
  const walletName = text === undefined ? undefined : parseWalletName(text);
  if (text !== undefined && walletName === undefined)
    fields.reportField('wallet_name', { msg: 'Wallet names are 1 to 100 visible characters', type: 'value_error' });
  fields.orList();
  return { nodeId: nodeId!, walletName: walletName! };
}

/** @throws ValidationFailed, then NodeIdMismatch */
export function readSend(body: unknown, nodeId: NodeId): { recipientAddress: string; amount: string } {
  const fields = new BodyFields(body);
  const named = readNodeId(fields);
  const recipientAddress = fields.require('recipient_address').string('recipient_address');
  const amount = fields.require('amount').decimal('amount', MAX_DECIMALS_READ);
  fields.orList();
  if (named !== nodeId) throw new NodeIdMismatch();
  return { recipientAddress: recipientAddress!, amount: amount! };
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
