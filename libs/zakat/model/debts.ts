import type { Day } from './day.js';
import type { HijriCalendar } from './hijri-calendar.js';
import type { DebtMode } from './zakat-policy.js';

/** A debt that the owner declared. */
export interface Debt {
  /** Units, positive. */
  readonly amount: bigint;
  readonly dueOn: Day;
}

/** Which of the debts are deducted from wealth on a valuation date. */
interface Deduction {
  readonly valuation: Day;
  readonly calendar: HijriCalendar;
}

/**
 * Units to deduct. Scholars differ on debts that run for years, so the policy picks:
 * - `none`: wealth is what the wallet holds;
 * - `next_instalment`: what falls due on the first day, from the valuation date on, on which something does;
 * - `twelve_months`: what falls due in the lunar year that follows, its first and last day included;
 * - `all`: whatever is declared, overdue or not.
 */
export function deductibleDebts(mode: DebtMode, debts: readonly Debt[], { valuation, calendar }: Deduction): bigint {
  if (mode === 'none') return 0n;
  if (mode === 'all') return sum(debts);
  const ahead = debts.filter(({ dueOn }) => dueOn >= valuation);
  if (ahead.length === 0) return 0n;
  const last =
    mode === 'next_instalment' ? Math.min(...ahead.map(({ dueOn }) => dueOn)) : calendar.lunarYearAfter(valuation);
  return sum(ahead.filter(({ dueOn }) => dueOn <= last));
}

function sum(debts: readonly Debt[]): bigint {
  return debts.reduce((total, { amount }) => total + amount, 0n);
}
