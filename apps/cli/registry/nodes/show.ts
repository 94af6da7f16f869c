import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { nodeLines } from './node-lines.js';

export function addShow(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('show'))
    .description('one node')
    .argument('<node-id>')
    .action((nodeId: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'getNode', fields: { node_id: nodeId } }),
        render: nodeLines,
      }),
    );
}
