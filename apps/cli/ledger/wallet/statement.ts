import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { addStatementOptions, formOf, keepStatement, type StatementFlags } from '../../asking/statement-options.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { factLines, members, optional, units } from '../zakat/facts.js';
import { historyLines } from './history.js';

const OPERATIONS = { json: 'getStatement', csv: 'getStatementSheet', pdf: 'getStatementPdf' } as const;

export function addStatement(parent: Command, context: CommandContext): void {
  addStatementOptions(addLedgerOptions(parent.command('statement')))
    .description('the statement of a wallet: opening, lines with the balance after each, totals, closing, digest')
    .argument('<address>', 'of the wallet')
    .addHelpText(
      'after',
      `
Anyone may have it. A PDF, in English and Urdu, has at most 1000 lines.

Examples:
  mizan ledger statement ADDRESS --from 2026-11-01 --to 2026-11-30
  mizan ledger statement ADDRESS --output november.pdf`,
    )
    .action(async (address: string, flags: StatementFlags, command: Command) => {
      const form = formOf(flags);
      const inquiry = new LedgerInquiry(command, context, 'user');
      const fields = { address, from: flags.from, to: flags.to };
      if (form === undefined) return inquiry.ask({ operation: 'getStatement', fields }, statementLines);
      await keepStatement(await inquiry.download({ operation: OPERATIONS[form], fields }), flags, context);
    });
}

function statementLines(statement: JsonObject, palette: Palette): string[] {
  return [
    ...factLines([
      ['wallet', plain(statement.address)],
      ['from', optional(statement.from) ?? 'the beginning'],
      ['until', optional(statement.until) ?? `block ${plain(statement.height)}`],
      ['opening', units(statement.opening)],
    ]),
    ...historyLines(members(statement.lines), palette),
    ...factLines([
      ['total in', units(statement.total_in)],
      ['total out', units(statement.total_out)],
      ['closing', { text: units(statement.closing), paint: palette.bold }],
      ['digest', plain(statement.digest)],
    ]),
  ];
}
