import { IsOneOf, IsText, Must, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { InvalidReason, ORDER_STATES, type Order, type OrderAct, OrderNotFound, type OrderState } from '@app/treasury';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsAddress, IsRecordId, IsUnits } from '../presentation/fields.js';
import { InvalidParameter, invalidBody } from '../presentation/invalid-request.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { UNITS } from '../presentation/units.js';

export class OrderPath {
  /** UUID of the order */
  @IsRecordId(() => new OrderNotFound())
  id = '';
}

export class OrdersQuery extends PageQuery {
  /** Only the orders in this state */
  @IsOptional()
  @IsOneOf(ORDER_STATES, {}, () => new InvalidParameter('state must be proposed, approved, mined or rejected'))
  state?: OrderState;
}

@RefusedAs(invalidBody)
export class IssueRequest {
  /**
   * Address that the units are minted to.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  @IsAddress()
  address = '';

  /**
   * Units: a positive integer literal.
   * @example 250000
   */
  @IsUnits()
  amount = 0n;

  /**
   * What the units stand for, such as a deposit at a bank, in 1 to 64 characters. No other issue may have it, unless it was rejected.
   * @example "bank deposit 2026-11-27/17"
   */
  @IsText({ minLength: 1, maxLength: 64 })
  reference = '';
}

@RefusedAs(invalidBody)
export class RedemptionRequest {
  /**
   * Units: a positive integer literal.
   * @example 1000
   */
  @IsUnits()
  amount = 0n;

  /**
   * What they were redeemed for, such as a payment by a bank, in 1 to 64 characters. No other redemption may have it, unless it was
   * rejected.
   * @example "bank payment 2026-11-28/3"
   */
  @IsText({ minLength: 1, maxLength: 64 })
  reference = '';
}

export class TreasuryResponse {
  /** Hex address of the wallet that units are redeemed out of: pay to it what is to be redeemed. */
  address!: string;

  /**
   * Units in it.
   * @example 1000
   */
  @ApiProperty(UNITS)
  balance!: number;

  /**
   * How many different administrators approve an order.
   * @example 2
   */
  approvals!: number;

  /** @example 1000000 */
  @ApiProperty(UNITS)
  issue_limit_per_day!: number;

  /** @example 1000000 */
  @ApiProperty(UNITS)
  redemption_limit_per_day!: number;
}

@RefusedAs(invalidBody)
export class ApproveOrderRequest {
  /**
   * `hash` of the order, as it was shown to you: what is approved is what you have seen.
   * @example "5f2b1c0d9e8a7f6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b"
   */
  @IsText({ pattern: '^[0-9a-fA-F]{64}$' })
  hash = '';
}

@RefusedAs(invalidBody)
export class RejectOrderRequest {
  /**
   * Why, in 1 to 1000 characters.
   * @example "the deposit was reversed"
   */
  @IsText()
  @Must(
    (reason: string) => reason.trim() !== '' && reason.length <= 1_000,
    () => new InvalidReason(),
  )
  reason = '';
}

export class OrderActResponse {
  /**
   * As in the audit trail.
   * @example "administrator:amina"
   */
  by!: string;

  /** @example "2026-11-27T08:15:00.000Z" */
  at!: string;
}

export class OrderRejectionResponse extends OrderActResponse {
  reason!: string;
}

export class OrderMinedResponse extends OrderActResponse {
  /** Hex ID of the transaction. */
  txid!: string;

  /** Hex hash of its block. */
  block_hash!: string;

  /** @example 42 */
  height!: number;
}

export class OrderResponse {
  /** UUID. */
  id!: string;

  /** @example "proposed" */
  @ApiProperty({ enum: [...ORDER_STATES] })
  state!: OrderState;

  /** Hex address: of an issue the wallet that is paid, of a redemption the one that pays. */
  address!: string;

  /**
   * Units.
   * @example 250000
   */
  @ApiProperty(UNITS)
  amount!: number;

  /** @example "bank deposit 2026-11-27/17" */
  reference!: string;

  /** Hex, 32 bytes: what is approved. The transaction of an issue has it in its coinbase. */
  hash!: string;

  proposed!: OrderActResponse;

  /** In their order. */
  approvals!: OrderActResponse[];

  /** Null unless it was rejected. */
  @ApiProperty({ type: OrderRejectionResponse, nullable: true })
  rejected!: OrderRejectionResponse | null;

  /** Null until it is carried out. */
  @ApiProperty({ type: OrderMinedResponse, nullable: true })
  mined!: OrderMinedResponse | null;
}

export function orderJson({ id, state, address, amount, reference, hash, ...order }: Order) {
  const { proposed, approvals, rejection, mined } = order;
  return {
    id,
    state,
    address,
    amount,
    reference,
    hash,
    proposed: actJson(proposed),
    approvals: approvals.map(actJson),
    rejected: rejection ? { ...actJson(rejection), reason: rejection.reason } : null,
    mined: mined ? { ...actJson(mined), txid: mined.txid, block_hash: mined.blockHash, height: mined.height } : null,
  };
}

function actJson({ by, atMs }: OrderAct) {
  return { by, at: new Date(atMs).toISOString() };
}
