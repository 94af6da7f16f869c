import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { stateColour } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

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
