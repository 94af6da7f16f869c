import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { walletLines } from './wallet-fields.js';

export function addInfo(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('info'))
    .description('name, address and balance of a wallet')
    .argument('<node-id>')
    .action((nodeId: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'getNodeWallet', fields: { node_id: nodeId } }),
        render: walletLines,
      }),
    );
}
