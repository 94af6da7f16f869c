import { EXEMPTION_REASONS, type ExemptionReason } from './assess-wallet.js';

/** How many, and their units together. */
export interface Sum {
  readonly number: number;
  readonly units: bigint;
}

/** What is summed up of a period: each wallet counts in one of them at most, but for `refunded`. */
export type ReturnItem =
  /** Deductions by runs of assessments, and by `POST /zakat/run`. */
  | 'charged_as_assessed'
  | 'charged_without_assessment'
  /** Wallets that the last assessment with a run found due and that nothing has charged: units due. */
  | 'outstanding'
  | 'failed'
  | 'pending'
  /** Wallets that it found exempt and that nothing has charged: units that they held, less debts. */
  | ExemptionReason
  /** Paid vouchers of the kind. */
  | 'refunded';

/** What is sent to the authority about a period, in the shape of form CZ-08. */
export interface ZakatReturn {
  readonly period: string;
  /** Assessments that were approved and whose run was begun. */
  readonly assessments: number;
  readonly assessed: Sum;
  readonly unassessed: Sum;
  readonly charged: Sum;
  readonly outstanding: Sum;
  readonly failed: Sum;
  readonly pending: Sum;
  readonly exempt: Readonly<Record<ExemptionReason, Sum>>;
  readonly refunded: Sum;
  readonly net: bigint;
}

const NONE: Sum = { number: 0, units: 0n };

/** assessed + unassessed = charged + outstanding + failed + pending, in numbers and in units. */
export function returnOf(
  period: string,
  { assessments, sums }: { assessments: number; sums: ReadonlyMap<ReturnItem, Sum> },
): ZakatReturn {
  const of = (item: ReturnItem) => sums.get(item) ?? NONE;
  const [asAssessed, unassessed] = [of('charged_as_assessed'), of('charged_without_assessment')];
  const [outstanding, failed, pending] = [of('outstanding'), of('failed'), of('pending')];
  const charged = add(asAssessed, unassessed);
  const exempt = EXEMPTION_REASONS.map((reason) => [reason, of(reason)]);
  return {
    period,
    assessments,
    assessed: add(asAssessed, outstanding, failed, pending),
    unassessed,
    charged,
    outstanding,
    failed,
    pending,
    exempt: Object.fromEntries(exempt) as Record<ExemptionReason, Sum>,
    refunded: of('refunded'),
    net: charged.units - of('refunded').units,
  };
}

function add(...sums: readonly Sum[]): Sum {
  return {
    number: sums.reduce((total, { number }) => total + number, 0),
    units: sums.reduce((total, { units }) => total + units, 0n),
  };
}
