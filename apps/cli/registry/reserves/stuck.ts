import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

export function addStuck(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('stuck'))
    .description('list payments that Core refuses, and what Core tells that cannot be read (for administrators)')
    .action((_: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'listStuckPayments' }),
        render: stuckLines,
      }),
    );
}

function stuckLines({ payments, rows }: JsonObject): string[] {
  const found = [...objects(payments).map(paymentLine), ...objects(rows).map(rowLine)];
  return found.length === 0 ? ['nothing is stuck'] : found;
}

function paymentLine(payment: JsonObject): string {
  const { txid, amount_units: amount, state, refusal_code: code, refusals, never_left: neverLeft } = payment;
  const refused = code === null ? 'not refused' : `refused ${plain(refusals)} times, last with ${plain(code)}`;
  const left = neverLeft ? 'never left' : 'may have left';
  return `payment  ${plain(txid)}  ${plain(amount)} units  ${plain(state)}  ${refused}  ${left}`;
}

function rowLine({ row, source, txid, why }: JsonObject): string {
  return `row      ${plain(row)}  ${plain(source)}  ${txid === null ? 'no txid' : plain(txid)}  ${plain(why)}`;
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}
