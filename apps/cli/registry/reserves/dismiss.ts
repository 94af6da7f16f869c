import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

export function addDismiss(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('dismiss'))
    .description('expect nothing any more of something that Core tells and that cannot be read (for administrators)')
    .argument('<row>', 'as `mizan reserves stuck` names it')
    .requiredOption('--reason <why>', 'why it is right, for the audit trail')
    .action((row: string, { reason }: { reason: string }, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'dismissRow', body: { row, reason } }),
        render: ({ row: dismissed }) => [`dismissed ${plain(dismissed)}`],
      }),
    );
}
