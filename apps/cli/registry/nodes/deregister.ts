import type { Command } from 'commander';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { plain } from '../rendering/plain-text.js';
import { pathOf } from '../request-target.js';
import type { Surroundings } from '../surroundings.js';

export function addDeregister(parent: Command, surroundings: Surroundings): void {
  addConnectionOptions(parent.command('deregister'))
    .description('take a node out of service; its wallet stays readable, and it can register again')
    .argument('<node-id>')
    .action((nodeId: string, _: unknown, command: Command) =>
      askRegistry(command, surroundings, {
        request: () => ({ method: 'DELETE', target: pathOf('nodes', nodeId) }),
        render: ({ message }) => [plain(message)],
      }),
    );
}
