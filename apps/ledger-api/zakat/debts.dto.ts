import { BodyMayBeEmpty, IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { InvalidAddress } from '@app/wallet';
import { DebtNotFound, type DeclaredDebt, parseDay, printDay } from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsAddress, IsRecordId, IsShortText, IsUnits } from '../presentation/fields.js';
import { invalidBody } from '../presentation/invalid-request.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { UNITS } from '../presentation/units.js';

@RefusedAs(invalidBody)
export class MyDebtRequest {
  /**
   * Units: a positive integer literal.
   * @example 5000
   */
  @IsUnits()
  amount!: bigint;

  /**
   * When it must be paid.
   * @example "2027-01-31"
   */
  @IsText({ format: 'date' })
  due_on!: string;

  /**
   * What it is, in 1 to 500 characters. The middle of a national identity number in it is hidden.
   * @example "the last instalment for the shop"
   */
  @IsOptional()
  @IsShortText(500)
  note?: string;
}

@RefusedAs(invalidBody)
export class DebtRequest extends MyDebtRequest {
  /**
   * Wallet of the person who owes it.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  @IsAddress()
  wallet_address!: string;
}

@RefusedAs(invalidBody)
@BodyMayBeEmpty()
export class SettleRequest {
  /**
   * The first day on which it is no longer owed. Left out: today, in the time zone of the policy.
   * @example "2026-11-20"
   */
  @IsOptional()
  @IsText({ format: 'date' })
  settled_on?: string;
}

export class DebtPath {
  /** UUID */
  @IsRecordId(() => new DebtNotFound())
  id = '';
}

/** Of debts and of exemptions. */
export class DeclarationsQuery extends PageQuery {
  /** Only those of this wallet */
  @IsOptional()
  @IsAddress({}, () => new InvalidAddress())
  wallet_address?: string;
}

export class DebtResponse {
  /** @example "b6e1f7a2-3f57-4a0e-9d3e-0f1d5a1c2b3e" */
  id!: string;

  /** @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" */
  wallet_address!: string;

  /**
   * Units.
   * @example 5000
   */
  @ApiProperty(UNITS)
  amount!: number;

  /** @example "2027-01-31" */
  due_on!: string;

  /** @example "the last instalment for the shop" */
  note?: string;

  state!: 'owed' | 'settled';

  /**
   * The first day on which it was no longer owed, of a debt that is settled.
   * @example "2026-11-20"
   */
  settled_on?: string;

  /**
   * RFC 3339.
   * @example "2026-11-21T18:00:00.000Z"
   */
  declared_at!: string;
}

/** @throws InvalidDay */
export function declarationOf({ amount, due_on, note }: MyDebtRequest) {
  return { amount, dueOn: parseDay(due_on), note };
}

/** @throws InvalidDay */
export function dayOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDay(text);
}

export function debtJson(debt: DeclaredDebt) {
  return {
    id: debt.id,
    wallet_address: debt.walletAddress,
    amount: debt.amount,
    due_on: printDay(debt.dueOn),
    ...(debt.note !== undefined && { note: debt.note }),
    state: debt.settledOn === undefined ? 'owed' : 'settled',
    ...(debt.settledOn !== undefined && { settled_on: printDay(debt.settledOn) }),
    declared_at: new Date(debt.declaredAtMs).toISOString(),
  };
}
