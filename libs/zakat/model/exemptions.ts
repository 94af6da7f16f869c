import type { Day } from './day.js';

/** Why an owner is not charged, in the order in which an assessment names one. */
export const EXEMPTION_KINDS = ['non_muslim', 'non_citizen', 'cz50', 'not_sahib_e_nisab'] as const;

/**
 * Zakat and Ushr Ordinance 1980, s.1(3): it charges Muslim citizens of Pakistan, and not those who declare on oath, on form
 * CZ-50, that their fiqh does not oblige them to pay it so. `not_sahib_e_nisab`: all in all the owner holds less than nisab.
 */
export type ExemptionKind = (typeof EXEMPTION_KINDS)[number];

export interface Exemption {
  readonly kind: ExemptionKind;
  readonly filedOn: Day;
  /** The day on which an administrator accepted it; undefined until then. */
  readonly acceptedOn: Day | undefined;
  /** The first day on which it is no longer in force. */
  readonly endedOn: Day | undefined;
}

/** Zakat and Ushr Ordinance 1980, s.1(3): the declaration is filed at least so many days before the valuation date. */
export const CZ50_NOTICE_DAYS = 30;

/**
 * Whether it counts on `valuation`. Once accepted it counts from the day on which it was filed, so that an owner does not
 * pay for an office that takes its time. A CZ-50 that was filed too late for one valuation date counts for the next year's.
 */
export function isInForce({ kind, filedOn, acceptedOn, endedOn }: Exemption, valuation: Day): boolean {
  const notice = kind === 'cz50' ? CZ50_NOTICE_DAYS : 0;
  return acceptedOn !== undefined && filedOn + notice <= valuation && (endedOn === undefined || endedOn > valuation);
}

/** The first of {@link EXEMPTION_KINDS} that counts on `valuation`. */
export function exemptionOn(exemptions: readonly Exemption[], valuation: Day): ExemptionKind | undefined {
  return EXEMPTION_KINDS.find((kind) =>
    exemptions.some((exemption) => exemption.kind === kind && isInForce(exemption, valuation)),
  );
}
