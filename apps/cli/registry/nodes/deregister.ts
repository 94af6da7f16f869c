import type { Command } from 'commander';
import { askRegistry } from '../ask-registry.js';
import type { CommandContext } from '../command-context.js';
import { addConnectionOptions } from '../connection.js';
import { plain } from '../rendering/plain-text.js';

export function addDeregister(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('deregister'))
    .description('take a node out of service; its wallet stays readable, and it can register again')
    .argument('<node-id>')
    .action((nodeId: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'deregisterNode', fields: { node_id: nodeId } }),
        render: ({ message }) => [plain(message)],
      }),
    );
}
