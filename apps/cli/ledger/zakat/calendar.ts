import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { CommandFailure } from '../../command-failure.js';
import { USAGE_ERROR } from '../../exit-codes.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addVersionOption, collect, ifMatch } from '../ledger-options.js';
import { members } from './facts.js';

interface CalendarFlags {
  readonly remove?: string[];
  readonly ifVersion?: string;
}

export function addCalendarCommands(parent: Command, context: CommandContext): void {
  const group = parent
    .command('calendar')
    .description('months that begin on another day than Umm al-Qura says: show them, set them; convert a date');
  addLedgerOptions(group.command('show', { isDefault: true }))
    .description('the months that were moved')
    .action((_: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'getZakatCalendar' }, calendarLines),
    );
  addVersionOption(addLedgerOptions(group.command('set')))
    .description('move months; those that are not named stay as they are')
    .argument('[month=day...]', 'a month and its first day, such as 1447-09=2026-02-19')
    .option('--remove <month>', 'have this month begin as Umm al-Qura says; may be repeated', collect)
    .addHelpText('after', '\nExample:\n  mizan zakat calendar set 1447-09=2026-02-19')
    .action((moved: string[], flags: CalendarFlags, command: Command) =>
      setCalendar(moved, flags, new LedgerInquiry(command, context)),
    );
  addLedgerOptions(group.command('date'))
    .description('the Gregorian day of a date in the Hijri calendar')
    .argument('<date>', 'such as 1447-09-01')
    .action((date: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask(
        { operation: 'convertHijriDate', fields: { hijri_date: date } },
        ({ hijri_date, gregorian_date, days_in_month, calendar_version }) => [
          `${plain(hijri_date)} AH is ${plain(gregorian_date)}`,
          `its month has ${plain(days_in_month)} days (version ${plain(calendar_version)} of the calendar)`,
        ],
      ),
    );
}

async function setCalendar(moved: string[], { remove = [], ifVersion }: CalendarFlags, inquiry: LedgerInquiry) {
  if (moved.length + remove.length === 0) {
    throw new CommandFailure('say which month begins when, such as 1447-09=2026-02-19', USAGE_ERROR);
  }
  const given = moved.map(readMove);
  const named = [...remove, ...given.map(({ month }) => month)];
  const before = await inquiry.demand({ operation: 'getZakatCalendar' });
  const kept = members(before.overrides).filter(({ month }) => !named.includes(plain(month)));
  const body = { overrides: [...kept, ...given] };
  const fields = { ifMatch: ifMatch(ifVersion ?? before.version) };
  await inquiry.ask({ operation: 'setZakatCalendar', fields, body }, calendarLines);
}

/** @throws CommandFailure */
function readMove(text: string): { month: string; first_day: string } {
  const [month, first_day, ...rest] = text.split('=');
  if (month && first_day && rest.length === 0) return { month, first_day };
  throw new CommandFailure(`${text}: write the month and its first day as 1447-09=2026-02-19`, USAGE_ERROR);
}

function calendarLines({ version, overrides }: JsonObject): string[] {
  const moved = members(overrides).map(({ month, first_day }) => `${plain(month)} begins on ${plain(first_day)}`);
  return [`version ${plain(version)}: Umm al-Qura${moved.length === 0 ? '' : ', but'}`, ...moved];
}
