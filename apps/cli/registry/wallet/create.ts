import { isJsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { walletLines } from './wallet-fields.js';

export function addCreate(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('create'))
    .description('make the wallet of a registered node')
    .argument('<node-id>')
    .argument('<wallet-name>')
    .action((nodeId: string, walletName: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({
          operation: 'createNodeWallet',
          body: { node_id: nodeId, wallet_name: walletName },
        }),
        render: ({ message, wallet }, palette) => [
          plain(message),
          ...(isJsonObject(wallet) ? walletLines(wallet, palette) : []),
        ],
      }),
    );
}
