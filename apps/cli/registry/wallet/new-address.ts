import type { Command } from 'commander';
import { askRegistry } from '../ask-registry.js';
import type { CommandContext } from '../command-context.js';
import { addConnectionOptions } from '../connection.js';
import { plain } from '../rendering/plain-text.js';

export function addNewAddress(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('new-address'))
    .description('one more address of a wallet; the earlier ones go on receiving')
    .argument('<node-id>')
    .action((nodeId: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'createNodeAddress', fields: { node_id: nodeId } }),
        render: ({ new_address: address }) => [plain(address)],
      }),
    );
}
