import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

export function addExplain(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('explain'))
    .description('list the transactions behind a difference between the books and Core (for administrators)')
    .action((_: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'explainReserves' }),
        render: explanationLines,
      }),
    );
}

function explanationLines({ finding, drift_units, transactions, rest_units }: JsonObject): string[] {
  if (finding === null) return ['the books and Core agree'];
  const found = (Array.isArray(transactions) ? transactions : []) as JsonObject[];
  return [
    `drift    ${plain(drift_units)} units`,
    ...found.map(
      ({ txid, core_units, booked_units, confirmations }) =>
        `${plain(txid)}  Core ${plain(core_units)}  books ${plain(booked_units)}  confirmations ${plain(confirmations)}`,
    ),
    `rest     ${plain(rest_units)} units that no transaction explains`,
    `finding  ${plain(finding)}`,
    `to book it to the house: mizan reserves adopt ${plain(finding)} --reason <why>`,
  ];
}
