import type { Command } from 'commander';
import { askRegistry } from '../ask-registry.js';
import type { CommandContext } from '../command-context.js';
import { addConnectionOptions } from '../connection.js';
import { stateColour } from '../rendering/palette.js';
import { plain } from '../rendering/plain-text.js';

export function addHealth(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('health'))
    .description('whether the wallet service answers')
    .action((_: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'getWalletHealth' }),
        render: ({ status, service, version }, palette) => {
          const state = plain(status);
          return [`${stateColour(palette, state)(state)}  ${plain(service)} ${plain(version)}`];
        },
      }),
    );
}
