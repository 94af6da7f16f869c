import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

export function addAdopt(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('adopt'))
    .description('book a difference to the house, so that payments go on (for administrators)')
    .argument('<finding>', 'as `mizan reserves explain` names it, or the txid of one transaction that it lists')
    .requiredOption('--reason <why>', 'why it is right, for the audit trail')
    .action((finding: string, { reason }: { reason: string }, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'adoptReserves', body: { finding, reason } }),
        render: ({ drift_units: drift, adopted_by: actor }) => [
          `adopted ${plain(drift)} units for the house, by ${plain(actor)}`,
        ],
      }),
    );
}
