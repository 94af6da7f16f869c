import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { type Cell, fieldLines } from '../../asking/rendering/columns.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { flop } from './wallet-fields.js';

/** Parts of the balance, in the order in which money becomes spendable and is spent. */
const PARTS = ['pending', 'available', 'reserved', 'owed'];

export function addBalance(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('balance'))
    .description('what a node has')
    .argument('<node-id>')
    .addHelpText(
      'after',
      `
pending    deposits that wait for their confirmations
available  what can be sent now
reserved   payments on their way
owed       spent from a deposit that was taken back; shown when there is any`,
    )
    .action((nodeId: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'getNodeBalance', fields: { node_id: nodeId } }),
        render: balanceLines,
      }),
    );
}

function balanceLines(answer: JsonObject, palette: Palette): string[] {
  const fields: [string, Cell][] = [
    ['balance', { text: flop(answer.balance), paint: palette.bold }],
    ...PARTS.filter((part) => isWorthALine(part, answer)).map((part): [string, Cell] => [part, flop(answer[part])]),
    ['wallet', plain(answer.wallet_name)],
    ['address', plain(answer.address)],
  ];
  return fieldLines(fields);
}

function isWorthALine(part: string, answer: JsonObject): boolean {
  return answer[part] !== undefined && (part !== 'owed' || answer.owed_units !== '0');
}
