import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

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
