import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

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
