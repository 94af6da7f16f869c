import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { type Cell, type Column, tableLines } from '../../asking/rendering/columns.js';
import { type Palette, stateColour } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { moreLines, rowsOf } from '../page-lines.js';

const COLUMNS: readonly Column[] = [
  { title: 'created' },
  { title: 'type' },
  { title: 'status' },
  { title: 'amount', align: 'right' },
  { title: 'fee', align: 'right' },
  { title: 'confirmations', align: 'right' },
  { title: 'recipient' },
  { title: 'txid' },
];

export function addTransactions(parent: Command, context: CommandContext): void {
  addListing(parent.command('transactions'), context);
  // As the ledger's command is called.
  addListing(parent.command('history', { hidden: true }), context);
}

function addListing(listing: Command, context: CommandContext): void {
  addConnectionOptions(listing)
    .description('payments from and to a wallet, the newest first')
    .argument('<node-id>')
    .option('--limit <n>', 'how many, 1 to 100 (default: 50)')
    .option('--cursor <cursor>', 'where the page before ended')
    .action((nodeId: string, { limit, cursor }: { limit?: string; cursor?: string }, command: Command) =>
      askRegistry(command, context, {
        request: () => ({
          operation: 'listNodeTransactions',
          fields: { node_id: nodeId, limit, cursor },
        }),
        render: transactionLines,
      }),
    );
}

function transactionLines({ transactions, next_cursor: next }: JsonObject, palette: Palette): string[] {
  const rows = rowsOf(transactions);
  if (rows.length === 0) return ['no transactions'];
  const lines = tableLines(
    COLUMNS,
    rows.map((row) => cellsOf(row, palette)),
    palette.faint,
  );
  return [...lines, ...moreLines(next)];
}

function cellsOf(row: JsonObject, palette: Palette): Cell[] {
  const status = plain(row.status);
  return [
    plain(row.created_at),
    plain(row.transaction_type),
    { text: status, paint: stateColour(palette, status) },
    plain(row.amount),
    plain(row.fee),
    plain(row.confirmations),
    plain(row.recipient_address),
    plain(row.txid),
  ];
}
