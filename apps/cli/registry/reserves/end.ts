import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

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
