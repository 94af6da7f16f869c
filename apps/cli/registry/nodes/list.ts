import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { nodeListLines } from './node-lines.js';

interface ListFlags {
  capability?: string;
  origin?: string;
  status?: string;
  minReputation?: string;
  limit?: string;
  cursor?: string;
}

export function addList(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('list'))
    .description('the nodes, in the order of their registration')
    .option('--capability <name>', 'only those that have it')
    .option('--origin <whose>', 'local (default), all, or the ID of a registry that this one follows')
    .option('--status <status>', 'only those that are online, offline, unknown or inactive')
    .option('--min-reputation <n>', 'only those with a reputation of n, 0 to 100, or more')
    .option('--limit <n>', 'how many, 1 to 1000 (default: 1000)')
    .option('--cursor <cursor>', 'where the page before ended')
    .action(({ capability, origin, status, minReputation, limit, cursor }: ListFlags, command: Command) =>
      askRegistry(command, context, {
        request: () => ({
          operation: 'listNodes',
          fields: { capability, origin, status, min_reputation: minReputation, limit, cursor },
        }),
        render: nodeListLines,
      }),
    );
}
