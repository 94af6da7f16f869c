import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { numberOrText } from '../../asking/number-or-text.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addKeyOption, addPageOptions, type PageFlags } from '../ledger-options.js';
import { nisabText } from './assessment-lines.js';
import { optional, rowLines } from './facts.js';

interface NisabFlags {
  readonly standard: string;
  readonly grams?: string;
  readonly price?: string;
  readonly units?: string;
  readonly source: string;
  readonly asOf: string;
}

export function addNisabCommands(parent: Command, context: CommandContext): void {
  const group = parent.command('nisab').description('what a wallet must hold at least: list the snapshots, add one');
  addPageOptions(addLedgerOptions(group.command('list', { isDefault: true })))
    .description('the snapshots, the newest first')
    .action(({ limit, cursor }: PageFlags, command: Command) =>
      new LedgerInquiry(command, context).askList({ operation: 'listNisab', fields: { limit, cursor } }, nisabTable),
    );
  addKeyOption(addLedgerOptions(group.command('add')))
    .description('record a snapshot; a later one with the same day corrects it')
    .requiredOption('--standard <standard>', 'silver, gold or fixed')
    .option('--grams <grams>', 'of the metal, such as 612.36')
    .option('--price <units>', 'for a gram of the metal')
    .option('--units <units>', 'with the standard fixed: the nisab itself')
    .requiredOption('--source <text>', 'where it comes from')
    .requiredOption('--as-of <date>', 'from which day on')
    .addHelpText(
      'after',
      `
Examples:
  mizan zakat nisab add --standard silver --grams 612.36 --price 822.27 --source 'State Bank' --as-of 2026-02-10
  mizan zakat nisab add --standard fixed --units 503529 --source 'Ministry' --as-of 2026-02-10`,
    )
    .action(({ standard, grams, price, units, source, asOf }: NisabFlags, command: Command) => {
      const body = { standard, grams, price, units: numberOrText(units), source, as_of: asOf };
      return new LedgerInquiry(command, context).ask({ operation: 'recordNisab', body }, (nisab) => [nisabText(nisab)]);
    });
}

function nisabTable(rows: JsonObject[], palette: Palette): string[] {
  return rowLines(
    rows,
    [
      ['as of', ({ as_of }) => plain(as_of)],
      ['standard', ({ standard }) => plain(standard)],
      ['units', ({ units }) => plain(units), 'right'],
      ['grams', ({ grams }) => optional(grams), 'right'],
      ['price', ({ price }) => optional(price), 'right'],
      ['source', ({ source }) => plain(source)],
      ['recorded', ({ created_at }) => plain(created_at)],
    ],
    'no snapshots',
    palette,
  );
}
