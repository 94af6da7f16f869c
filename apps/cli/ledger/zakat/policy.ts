import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { numberOrText } from '../../asking/number-or-text.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { CommandFailure } from '../../command-failure.js';
import { USAGE_ERROR } from '../../exit-codes.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addPageOptions, addVersionOption, collect, ifMatch, type PageFlags, parseRatio } from '../ledger-options.js';
import { factLines, optional, ratio, rowLines, units } from './facts.js';

interface PolicyFlags {
  readonly rate?: string;
  readonly hawl?: string;
  readonly nisab?: string;
  readonly debts?: string;
  readonly timeZone?: string;
  readonly exclude?: string[];
  readonly include?: string[];
  readonly minimum?: string;
  readonly amilinCap?: { numerator: string; denominator: string };
  readonly approvals?: string;
  readonly ifVersion?: string;
}

export function addPolicyCommands(parent: Command, context: CommandContext): void {
  const group = parent.command('policy').description('what zakat is reckoned by: show it, list its versions, set it');
  addLedgerOptions(group.command('show', { isDefault: true }))
    .description('the policy that is in force')
    .action((_: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'getZakatPolicy' }, policyLines),
    );
  addPageOptions(addLedgerOptions(group.command('list')))
    .description('all versions, the newest first')
    .action(({ limit, cursor }: PageFlags, command: Command) =>
      new LedgerInquiry(command, context).askList(
        { operation: 'listZakatPolicies', fields: { limit, cursor } },
        versionLines,
      ),
    );
  addSet(group, context);
}

function addSet(group: Command, context: CommandContext): void {
  addVersionOption(addLedgerOptions(group.command('set')))
    .description('add a version that differs from the one in force in what is named')
    .option('--rate <rate>', 'lunar (1/40) or solar (73/2832)')
    .option('--hawl <mode>', 'both_ends, continuous, per_lot or none')
    .option('--nisab <standard>', 'silver, gold or fixed')
    .option('--debts <mode>', 'none, next_instalment, twelve_months or all')
    .option('--time-zone <name>', 'whose days count, such as Asia/Karachi')
    .option('--exclude <address>', 'never assess this wallet as well; may be repeated', collect)
    .option('--include <address>', 'no longer exclude this wallet; may be repeated', collect)
    .option('--minimum <units>', 'deduct nothing that is less')
    .option('--amilin-cap <ratio>', 'the part that collectors may have, such as 1/8', parseRatio)
    .option('--approvals <n>', 'how many different administrators must approve')
    .addHelpText(
      'after',
      `
Example:
  mizan zakat policy set --hawl none --nisab silver --approvals 2`,
    )
    .action((flags: PolicyFlags, command: Command) => {
      const { ifVersion, ...changes } = flags;
      return setPolicy(changes, ifVersion, new LedgerInquiry(command, context));
    });
}

async function setPolicy(flags: PolicyFlags, ifVersion: string | undefined, inquiry: LedgerInquiry): Promise<void> {
  const { rate, hawl, nisab, debts, timeZone, exclude = [], include = [], minimum, amilinCap, approvals } = flags;
  const given = [rate, hawl, nisab, debts, timeZone, minimum, amilinCap, approvals, ...exclude, ...include];
  if (given.every((value) => value === undefined)) {
    throw new CommandFailure('say what to change; mizan zakat policy set --help lists it', USAGE_ERROR);
  }
  const before = await inquiry.demand({ operation: 'getZakatPolicy' });
  const lowered = include.map((address) => address.toLowerCase());
  const kept = Array.isArray(before.excluded) ? before.excluded.map(plain) : [];
  const body = {
    rate: rate ?? before.rate,
    hawl: hawl ?? before.hawl,
    nisab_standard: nisab ?? before.nisab_standard,
    debts: debts ?? before.debts,
    time_zone: timeZone ?? before.time_zone,
    excluded: [...new Set([...kept, ...exclude])].filter((address) => !lowered.includes(address.toLowerCase())),
    minimum_deduction: numberOrText(minimum) ?? before.minimum_deduction,
    amilin_cap: amilinCap
      ? { numerator: numberOrText(amilinCap.numerator), denominator: numberOrText(amilinCap.denominator) }
      : before.amilin_cap,
    approvals: numberOrText(approvals) ?? before.approvals,
  };
  await inquiry.ask(
    { operation: 'setZakatPolicy', fields: { ifMatch: ifMatch(ifVersion ?? before.version) }, body },
    policyLines,
  );
}

function policyLines(policy: JsonObject, palette: Palette): string[] {
  return factLines([
    ['version', { text: plain(policy.version), paint: palette.bold }],
    ['rate', plain(policy.rate)],
    ['hawl', plain(policy.hawl)],
    ['nisab', plain(policy.nisab_standard)],
    ['debts', plain(policy.debts)],
    ['time zone', plain(policy.time_zone)],
    ['excluded', plain(policy.excluded)],
    ['minimum', units(policy.minimum_deduction)],
    ['amilin cap', ratio(policy.amilin_cap)],
    ['approvals', plain(policy.approvals)],
    ['set', optional(policy.created_at)],
  ]);
}

function versionLines(rows: JsonObject[], palette: Palette): string[] {
  return rowLines(
    rows,
    [
      ['version', ({ version }) => plain(version), 'right'],
      ['rate', ({ rate }) => plain(rate)],
      ['hawl', ({ hawl }) => plain(hawl)],
      ['nisab', ({ nisab_standard }) => plain(nisab_standard)],
      ['debts', ({ debts }) => plain(debts)],
      ['approvals', ({ approvals }) => plain(approvals), 'right'],
      ['set', ({ created_at }) => optional(created_at)],
      ['by', ({ author }) => plain(author)],
    ],
    'none was set',
    palette,
  );
}
