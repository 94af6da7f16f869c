import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { CommandFailure } from '../../command-failure.js';
import { USAGE_ERROR } from '../../exit-codes.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions, RECKONING_SECONDS } from '../ledger-connection.js';
import { addKeyOption } from '../ledger-options.js';
import { assessmentLines } from './assessment-lines.js';

interface AssessFlags {
  readonly period: string;
  readonly on?: string;
  readonly hijri?: string;
}

export function addAssess(parent: Command, context: CommandContext): void {
  addKeyOption(addLedgerOptions(parent.command('assess'), RECKONING_SECONDS))
    .description('reckon what every wallet owes on a day; it charges no one')
    .requiredOption('--period <period>', 'what it is for, such as the Hijri year 1448')
    .option('--on <date>', 'the day, such as 2026-02-18')
    .option('--hijri <date>', 'the day in the Hijri calendar, such as 1447-09-01, instead')
    .addHelpText(
      'after',
      `
A day that has not come is a forecast, which cannot be approved.

Example:
  mizan zakat assess --period 1447 --hijri 1447-09-01`,
    )
    .action(({ period, on, hijri }: AssessFlags, command: Command) => {
      if ((on === undefined) === (hijri === undefined)) {
        throw new CommandFailure('say the day with --on DATE or with --hijri DATE', USAGE_ERROR);
      }
      const body = { period, valuation_date: on, hijri_date: hijri };
      return new LedgerInquiry(command, context).ask({ operation: 'assessZakat', body }, (assessment, palette) => [
        ...assessmentLines(assessment, palette),
        `its lines: mizan zakat show ${plain(assessment.id)} --lines`,
      ]);
    });
}
