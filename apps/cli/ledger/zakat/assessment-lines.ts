import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { factLines, member, members, optional, rowLines, units } from './facts.js';

/** An assessment with its totals and its hash. */
export function assessmentLines(assessment: JsonObject, palette: Palette): string[] {
  const { totals, nisab, as_of, calendar } = assessment;
  const { wallets, due_count, due_units, by_reason } = member(totals);
  const { height, block_hash } = member(as_of);
  const reasons = Object.entries(member(by_reason)).filter(([, count]) => plain(count) !== '0');
  return factLines([
    ['assessment', plain(assessment.id)],
    ['period', plain(assessment.period)],
    ['date', `${plain(assessment.valuation_date)}, ${plain(assessment.hijri_date)} AH`],
    ['state', { text: stateOf(assessment), paint: palette.bold }],
    ['approvals', approvalsOf(assessment)],
    ['as of', `block ${plain(height)} ${plain(block_hash)}`],
    ['policy', `version ${plain(assessment.policy_version)}`],
    ['calendar', optional(member(calendar).version) && `version ${plain(member(calendar).version)}`],
    ['nisab', nisabText(member(nisab))],
    ...reasons.map(([reason, count]) => [reason, plain(count)] as const),
    ['due', { text: `${units(due_units)} from ${plain(due_count)} of ${plain(wallets)} wallets`, paint: palette.bold }],
    ['run', optional(assessment.run_id)],
    ['hash', plain(assessment.hash)],
  ]);
}

function stateOf({ state, provisional }: JsonObject): string {
  return provisional === true ? `${plain(state)}: for a day that has not come; it cannot be approved` : plain(state);
}

/** `1 of 2: administrator:amina` */
export function approvalsOf({ approvals, approvals_needed }: JsonObject): string {
  const names = members(approvals).map(({ by, author }) => plain(by ?? author));
  const count = `${names.length} of ${plain(approvals_needed)}`;
  return names.length === 0 ? count : `${count}: ${names.join(', ')}`;
}

/** `6124 units (silver, 612.36 g at 10, as of 2026-01-01: a notification)` */
export function nisabText({ units: amount, standard, grams, price, as_of, source }: JsonObject): string {
  const weight = optional(grams) === undefined ? '' : ` ${plain(grams)} g at ${plain(price)},`;
  return `${units(amount)} (${plain(standard)},${weight} as of ${plain(as_of)}: ${plain(source)})`;
}

/** What single wallets owe, and why. */
export function walletLines(rows: JsonObject[], palette: Palette): string[] {
  return rowLines(
    rows,
    [
      ['reason', ({ reason }) => plain(reason)],
      ['due', ({ due }) => plain(due), 'right'],
      ['balance', ({ balance }) => plain(balance), 'right'],
      ['debts', ({ debts }) => plain(debts), 'right'],
      ['nisab', ({ nisab }) => plain(nisab), 'right'],
      ['hawl from', ({ hawl_from }) => optional(hawl_from)],
      ['until', ({ hawl_until }) => optional(hawl_until)],
      ['days left', ({ days_left }) => optional(days_left), 'right'],
      ['name', ({ name }) => plain(name)],
      ['cnic', ({ cnic_masked }) => plain(cnic_masked)],
      ['wallet', ({ wallet_address }) => plain(wallet_address)],
    ],
    'no lines',
    palette,
  );
}
