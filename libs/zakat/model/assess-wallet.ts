import { floorDivide } from '@app/kernel';
import type { DayClosing } from './balance-timeline.js';
import type { Day } from './day.js';
import { type Debt, deductibleDebts } from './debts.js';
import { type Exemption, type ExemptionKind, exemptionOn } from './exemptions.js';
import { readHawl } from './hawl.js';
import type { HawlStanding } from './held-wealth.js';
import type { HijriCalendar } from './hijri-calendar.js';
import type { NisabHistory } from './nisab.js';
import { ZAKAT_RATES, type ZakatPolicy } from './zakat-policy.js';

/** Why a wallet is charged or not, in the order in which they are tried. */
export const ASSESSMENT_REASONS = [
  'POOL_WALLET',
  'EXCLUDED',
  'EXEMPT_NON_MUSLIM',
  'EXEMPT_NON_CITIZEN',
  'EXEMPT_CZ50',
  'EXEMPT_NOT_SAHIB_E_NISAB',
  'ALREADY_CHARGED',
  'NOT_CUSTODIAL',
  'BELOW_NISAB',
  'HAWL_INCOMPLETE',
  'BELOW_MINIMUM',
  'DUE',
] as const;
export type AssessmentReason = (typeof ASSESSMENT_REASONS)[number];
export type ExemptionReason = Extract<AssessmentReason, `EXEMPT_${string}`>;

/** What is known of one wallet. */
export interface AssessedWallet {
  readonly address: string;
  /** Whether the ledger keeps the key to sign with. */
  readonly isCustodial: boolean;
  readonly isChargedInPeriod: boolean;
  /** By day, oldest first. */
  readonly closings: readonly DayClosing[];
  /** Valuation dates on which it was charged. */
  readonly charges: readonly Day[];
  readonly debts: readonly Debt[];
  readonly exemptions: readonly Exemption[];
}

/** What is the same for all wallets of an assessment. */
export interface AssessmentTerms {
  readonly policy: ZakatPolicy;
  readonly calendar: HijriCalendar;
  /** Snapshots of the policy's standard, one at least. */
  readonly nisab: NisabHistory;
  readonly valuation: Day;
  readonly poolAddress: string | undefined;
}

/** One line of an assessment; amounts in units. */
export interface AssessmentLine {
  readonly walletAddress: string;
  readonly balance: bigint;
  readonly debts: bigint;
  readonly net: bigint;
  /** Of the snapshot in force on the valuation date. */
  readonly nisab: bigint;
  readonly hawlFrom: Day | undefined;
  readonly hawlUntil: Day | undefined;
  /** 0 unless {@link reason} is `DUE`. */
  readonly due: bigint;
  readonly reason: AssessmentReason;
  /** Days until the hawl ends; only when it is incomplete. */
  readonly daysLeft: number | undefined;
}

const EXEMPT = {
  non_muslim: 'EXEMPT_NON_MUSLIM',
  non_citizen: 'EXEMPT_NON_CITIZEN',
  cz50: 'EXEMPT_CZ50',
  not_sahib_e_nisab: 'EXEMPT_NOT_SAHIB_E_NISAB',
} as const satisfies Record<ExemptionKind, ExemptionReason>;
export const EXEMPTION_REASONS: readonly ExemptionReason[] = Object.values(EXEMPT);

/** What `wallet` owes on the valuation date, and why. The hawl is told where it decides: from `BELOW_NISAB` on. */
export function assessWallet(wallet: AssessedWallet, terms: AssessmentTerms): AssessmentLine {
  const { policy, calendar, nisab, valuation } = terms;
  const balance = wallet.closings.findLast(({ day }) => day <= valuation)?.balance ?? 0n;
  const debts = deductibleDebts(policy.debts, wallet.debts, { valuation, calendar });
  const net = balance > debts ? balance - debts : 0n;
  const wealth = { walletAddress: wallet.address, balance, debts, net, nisab: nisab.unitsOn(valuation) };
  const untouched = untouchedReason(wallet, terms);
  if (untouched) {
    return { ...wealth, hawlFrom: undefined, hawlUntil: undefined, due: 0n, reason: untouched, daysLeft: undefined };
  }
  const standing = readHawl(policy.hawl, { ...wallet, nisab, calendar, valuation });
  const { hawl } = standing;
  const zakat = zakatOn(net < standing.ripe ? net : standing.ripe, policy);
  const reason = reasonOf(wealth, standing, { zakat, policy });
  return {
    ...wealth,
    hawlFrom: hawl?.from,
    hawlUntil: hawl?.until,
    due: reason === 'DUE' ? zakat : 0n,
    reason,
    daysLeft: reason === 'HAWL_INCOMPLETE' && hawl ? hawl.until - valuation : undefined,
  };
}

/** Reasons that do not ask what the wallet holds. */
function untouchedReason(wallet: AssessedWallet, { policy, poolAddress, valuation }: AssessmentTerms) {
  if (wallet.address === poolAddress) return 'POOL_WALLET';
  if (policy.excluded.includes(wallet.address)) return 'EXCLUDED';
  const exemption = exemptionOn(wallet.exemptions, valuation);
  if (exemption) return EXEMPT[exemption];
  if (wallet.isChargedInPeriod) return 'ALREADY_CHARGED';
  return wallet.isCustodial ? undefined : 'NOT_CUSTODIAL';
}

function reasonOf(
  { net, nisab }: Pick<AssessmentLine, 'net' | 'nisab'>,
  { hawl }: HawlStanding,
  { zakat, policy }: { zakat: bigint; policy: ZakatPolicy },
): AssessmentReason {
  if (net < nisab) return 'BELOW_NISAB';
  if (policy.hawl !== 'none' && !hawl?.isComplete) return 'HAWL_INCOMPLETE';
  return zakat === 0n || zakat < policy.minimumDeduction ? 'BELOW_MINIMUM' : 'DUE';
}

/**
 * The rate of the whole of `units`, not of what exceeds nisab; what is left of a unit stays with the owner. Of lots that
 * are not all ripe, debts take the unripe first: `units` is the lesser of what is ripe and what is net.
 */
function zakatOn(units: bigint, { rate }: ZakatPolicy): bigint {
  const { numerator, denominator } = ZAKAT_RATES[rate];
  return floorDivide(units * numerator, denominator);
}
