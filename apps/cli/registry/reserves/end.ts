import type { Command } from 'commander';
import { askRegistry } from '../ask-registry.js';
import type { CommandContext } from '../command-context.js';
import { addConnectionOptions } from '../connection.js';
import { plain } from '../rendering/plain-text.js';

export function addEnd(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('end'))
    .description('end a payment that cannot pay any more, so that its money is free (for administrators)')
    .argument('<txid>', 'as `mizan reserves stuck` names it')
    .requiredOption('--reason <why>', 'why it is right, for the audit trail')
    .action((txid: string, { reason }: { reason: string }, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'endStuckPayment', body: { txid, reason } }),
        render: ({ txid: ended, amount_units: amount }) => [
          `ended ${plain(ended)}: ${plain(amount)} units and the fee are the node's again`,
        ],
      }),
    );
}
