import type { RequestClaim } from '@app/utxo';
import type { Day } from '../model/day.js';
import type { Debt } from '../model/debts.js';
import type { Numbered } from './nisab-snapshots.js';

export interface DeclaredDebt extends Debt {
  /** UUID. */
  readonly id: string;
  readonly walletAddress: string;
  readonly note: string | undefined;
  /** As in the audit trail. */
  readonly declaredBy: string;
  readonly declaredAtMs: number;
  /** The first day on which it is no longer owed. */
  readonly settledOn: Day | undefined;
}

export interface Settlement {
  readonly settledOn: Day;
  readonly settledBy: string;
  readonly settledAtMs: number;
}

/** Which declarations, in the order in which they were made. */
export interface DeclarationQuery {
  /** Every wallet's when undefined. */
  readonly walletAddress: string | undefined;
  /** `number` of the last one already seen. */
  readonly afterNumber: number | undefined;
  readonly limit: number;
}

/** Most debts of one wallet, settled ones included. */
export const MOST_DEBTS = 500;

/** Debts that owners declared. One that is settled stays, and says so. */
export abstract class Debts {
  /** @throws WalletNotRegistered, TooManyDeclarations, KeyTaken when the key that is claimed has made its record meanwhile */
  abstract declare(debt: DeclaredDebt, claim: RequestClaim | undefined): Promise<void>;

  abstract find(id: string): Promise<DeclaredDebt | undefined>;

  abstract page(query: DeclarationQuery): Promise<Numbered<DeclaredDebt>[]>;

  /** Once: what was settled before stays as it is. */
  abstract settle(id: string, settlement: Settlement): Promise<void>;
}
