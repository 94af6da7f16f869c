import type { Slice } from '@app/kernel';
import type { RequestClaim } from '@app/utxo';
import type { Voucher, VoucherAct, VoucherOrder, VoucherState } from '../model/voucher.js';
import type { Ratio } from '../model/zakat-policy.js';

export interface NewVoucher extends VoucherOrder {
  readonly id: string;
  readonly proposed: VoucherAct;
  /** The caller's idempotency key. */
  readonly claim: Pick<RequestClaim, 'keyHash' | 'requestHash'> | undefined;
}

export interface VoucherQuery {
  readonly state: VoucherState | undefined;
  /** Undefined: from the newest on. */
  readonly beforeNumber: number | undefined;
  readonly limit: number;
}

export interface VoucherApproval {
  readonly id: string;
  readonly act: VoucherAct;
  /** How many different people must approve. */
  readonly approvals: number;
  readonly amilinCap: Ratio;
}

/** What came of a decision; `excessive`: the receipt, or the cap of the collectors, does not hold the amount. */
export type ApprovalOutcome = 'counted' | 'missing' | 'repeated' | 'closed' | 'excessive';
export type RejectionOutcome = 'rejected' | 'missing' | 'closed';

/** The vouchers. Each stays as it was proposed; what is decided is added, and a payment is stored with its transaction. */
export abstract class Vouchers {
  /** @returns false, and adds nothing, when the key of the claim has its voucher */
  abstract propose(voucher: NewVoucher): Promise<boolean>;

  /** The voucher that was proposed under a key, and what was asked for. */
  abstract ofKey(keyHash: Buffer): Promise<{ requestHash: Buffer; id: string } | undefined>;

  abstract find(id: string): Promise<Voucher | undefined>;

  /** The newest first. */
  abstract page(query: VoucherQuery): Promise<Slice<Voucher>>;

  /** The last approval that is needed looks at the limits, one voucher after the other. */
  abstract approve(approval: VoucherApproval): Promise<ApprovalOutcome>;

  abstract reject(id: string, act: VoucherAct, reason: string): Promise<RejectionOutcome>;
}

/** What the periods have brought, as vouchers need it. */
export abstract class VoucherLimits {
  /** Units that other vouchers leave of what limits this one; undefined where nothing does. */
  abstract room(
    voucher: Pick<VoucherOrder, 'receipt' | 'asnaf' | 'period'>,
    amilinCap: Ratio,
  ): Promise<bigint | undefined>;

  /** The series of the last receipt, undefined when there is none. */
  abstract latestPeriod(): Promise<string | undefined>;

  /** Whether there is a receipt in the series. */
  abstract hasPeriod(period: string): Promise<boolean>;
}
