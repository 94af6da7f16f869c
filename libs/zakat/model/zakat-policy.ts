import type { NisabStandard } from './nisab.js';

/** A ratio of whole numbers: no rate of money is ever a float. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Whose year zakat is reckoned by. The rate alone follows from it: the hawl is a lunar year either way. */
export type ZakatRate = 'lunar' | 'solar';

/**
 * 1/40 (2.5 %) for a lunar year, from the hadith of Abu Bakr's letter (Bukhari 1454: a quarter of a tenth). For who closes
 * books by the solar year, which is eleven days longer, 2.577 % (AAOIFI Shari'ah Standard 35, as the National Zakat
 * Foundation writes it: 73/2832).
 */
export const ZAKAT_RATES: Readonly<Record<ZakatRate, Ratio>> = {
  lunar: { numerator: 1n, denominator: 40n },
  solar: { numerator: 73n, denominator: 2832n },
};

/** How wealth must be held for a lunar year before zakat is due on it: see hawl.ts. */
export type HawlMode = 'both_ends' | 'continuous' | 'per_lot' | 'none';

/** Which declared debts are deducted: see debts.ts. */
export type DebtMode = 'none' | 'next_instalment' | 'twelve_months' | 'all';

/** What a treasurer decides with their scholar. The product issues no fatwa: it does what this says, and prints it. */
export interface ZakatPolicy {
  readonly rate: ZakatRate;
  readonly hawl: HawlMode;
  readonly nisabStandard: NisabStandard;
  readonly debts: DebtMode;
  /** IANA name of the place whose days count. */
  readonly timeZone: string;
  /** Lower-case addresses that are never assessed. */
  readonly excluded: readonly string[];
  /** Units; less is not deducted. */
  readonly minimumDeduction: bigint;
  /** What collectors may have of what a period collected. */
  readonly amilinCap: Ratio;
  /** How many different administrators must approve an assessment or a voucher. */
  readonly approvals: number;
}

/**
 * In force until an administrator sets another one. Each choice is the one that zakat.md names, and where it names none the
 * careful one: Pakistan's days, as the CNIC and the CZ-50 are Pakistan's; an eighth for the collectors, who are one of
 * the eight asnaf (Quran 9:60).
 */
export function defaultZakatPolicy(approvals: number): ZakatPolicy {
  return {
    rate: 'lunar',
    hawl: 'both_ends',
    nisabStandard: 'silver',
    debts: 'none',
    timeZone: 'Asia/Karachi',
    excluded: [],
    minimumDeduction: 0n,
    amilinCap: { numerator: 1n, denominator: 8n },
    approvals,
  };
}
