import type { RequestClaim } from '@app/utxo';
import type { Day } from '../model/day.js';
import type { Exemption } from '../model/exemptions.js';
import type { DeclarationQuery } from './debts.js';
import type { Numbered } from './nisab-snapshots.js';

export interface FiledExemption extends Exemption {
  /** UUID. */
  readonly id: string;
  readonly walletAddress: string;
  /** The school of law that a CZ-50 names. */
  readonly fiqh: string | undefined;
  readonly swornOn: Day | undefined;
  /** Of the declaration on paper, lower-case hex. */
  readonly documentSha256: string | undefined;
  readonly note: string | undefined;
  /** Who entered it, accepted it and ended it, as in the audit trail. */
  readonly filedBy: string;
  readonly filedAtMs: number;
  readonly acceptedBy: string | undefined;
  readonly endedBy: string | undefined;
}

/** That an administrator accepts or ends an exemption. */
export interface ExemptionDecision {
  readonly on: Day;
  readonly by: string;
  readonly atMs: number;
}

/** Most exemptions of one wallet, ended ones included. */
export const MOST_EXEMPTIONS = 100;

/** Exemptions that were filed. One that is ended stays, and says so. */
export abstract class Exemptions {
  /** @throws WalletNotRegistered, TooManyDeclarations, KeyTaken when the key that is claimed has made its record meanwhile */
  abstract file(exemption: FiledExemption, claim: RequestClaim | undefined): Promise<void>;

  abstract find(id: string): Promise<FiledExemption | undefined>;

  abstract page(query: DeclarationQuery): Promise<Numbered<FiledExemption>[]>;

  /** Once, and not after its end: what was decided before stays as it is. */
  abstract accept(id: string, decision: ExemptionDecision): Promise<void>;

  /** Once, accepted or not. */
  abstract end(id: string, decision: ExemptionDecision): Promise<void>;
}
