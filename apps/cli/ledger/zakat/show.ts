import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions, RECKONING_SECONDS } from '../ledger-connection.js';
import { addPageOptions, type PageFlags } from '../ledger-options.js';
import { assessmentLines, walletLines } from './assessment-lines.js';

interface ShowFlags extends PageFlags {
  readonly lines?: boolean;
  readonly reason?: string;
  readonly csv?: boolean;
}

export function addShow(parent: Command, context: CommandContext): void {
  addPageOptions(addLedgerOptions(parent.command('show'), RECKONING_SECONDS))
    .description('an assessment: its totals and hash, its lines, or all lines as a sheet')
    .argument('<id>', 'of the assessment')
    .option('--lines', 'what each wallet owes and why, a part at a time')
    .option('--reason <reason>', 'only the lines with this reason, such as DUE')
    .option('--csv', 'all lines as CSV, for a spreadsheet')
    .addHelpText(
      'after',
      `
Examples:
  mizan zakat show ID
  mizan zakat show ID --reason HAWL_INCOMPLETE --limit 20
  mizan zakat show ID --csv > lines.csv`,
    )
    .action((id: string, flags: ShowFlags, command: Command) => show(id, flags, new LedgerInquiry(command, context)));
}

async function show(id: string, flags: ShowFlags, inquiry: LedgerInquiry): Promise<void> {
  const { lines, reason, csv, limit, cursor } = flags;
  if (csv) {
    return inquiry.print(await inquiry.download({ operation: 'downloadZakatAssessmentLines', fields: { id } }));
  }
  if (lines || reason !== undefined || cursor !== undefined) {
    return inquiry.askList(
      { operation: 'listZakatAssessmentLines', fields: { id, reason, limit, cursor } },
      walletLines,
    );
  }
  return inquiry.ask({ operation: 'getZakatAssessment', fields: { id } }, assessmentLines);
}
