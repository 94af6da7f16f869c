import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { connectionFlagsOf } from '../../asking/connection-flags.js';
import { fieldLines, tableLines } from '../../asking/rendering/columns.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { refuseRefusal } from '../../asking/report-answer.js';
import { MAX_FILE_BYTES } from '../../asking/send-once.js';
import { addStatementOptions, formOf, keepStatement, type StatementFlags } from '../../asking/statement-options.js';
import { askedServerOf, askRegistry } from '../ask-registry.js';
import { addConnectionOptions, openConnection } from '../connection.js';
import { rowsOf } from '../page-lines.js';
import { sendToRegistry } from '../registry-client.js';

const OPERATIONS = { json: 'getNodeStatement', csv: 'getNodeStatementSheet', pdf: 'getNodeStatementPdf' } as const;

export function addStatement(parent: Command, context: CommandContext): void {
  addStatementOptions(addConnectionOptions(parent.command('statement')))
    .description('the statement of a wallet, from the books: opening, entries, totals, closing, digest')
    .argument('<node-id>')
    .addHelpText(
      'after',
      `
A PDF, in English and Urdu, has at most 1000 lines.

Examples:
  mizan wallet statement node_001 --from 2026-11-01 --to 2026-11-30
  mizan wallet statement node_001 --output november.csv`,
    )
    .action(async (nodeId: string, flags: StatementFlags, command: Command) => {
      const form = formOf(flags);
      const fields = { node_id: nodeId, from: flags.from, to: flags.to };
      if (form === undefined) {
        const request = () => ({ operation: 'getNodeStatement', fields }) as const;
        return askRegistry(command, context, { request, render: statementLines });
      }
      const connection = openConnection(connectionFlagsOf(command, context.defaults));
      const server = { ...connection, maxAnswerBytes: MAX_FILE_BYTES };
      const answer = await sendToRegistry(server, { operation: OPERATIONS[form], fields }, context.cancellation());
      await refuseRefusal(answer, askedServerOf(connection), context);
      await keepStatement(answer.body, flags, context);
    });
}

function statementLines(statement: JsonObject, palette: Palette): string[] {
  const { lines } = statement;
  const rows = rowsOf(lines);
  const table = tableLines(
    [
      { title: 'time' },
      { title: 'type' },
      { title: 'change', align: 'right' },
      { title: 'balance', align: 'right' },
      { title: 'address' },
      { title: 'txid' },
    ],
    rows.map((row) => [
      plain(row.time),
      plain(row.type),
      `${row.direction === 'in' ? '+' : '-'}${plain(row.amount)}`,
      plain(row.balance_after),
      plain(row.address),
      plain(row.txid),
    ]),
    palette.faint,
  );
  const units = (name: string) => `${plain(statement[name])} units of 10^-8 FLOP`;
  return [
    ...fieldLines([
      ['node', plain(statement.node_id)],
      ['wallet', plain(statement.wallet_name)],
      ['from', statement.from === null ? 'the beginning' : plain(statement.from)],
      ['until', statement.until === null ? 'now' : plain(statement.until)],
      ['opening', units('opening_units')],
    ]),
    ...(rows.length === 0 ? ['nothing came or went'] : table),
    ...fieldLines([
      ['total in', units('total_in_units')],
      ['total out', units('total_out_units')],
      ['closing', { text: units('closing_units'), paint: palette.bold }],
      ['digest', plain(statement.digest)],
    ]),
  ];
}
