import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { fieldLines } from '../../asking/rendering/columns.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import type { RegistryRequest } from '../registry-client.js';

interface Change {
  readonly verb: string;
  readonly description: string;
  readonly argument: '<capabilities...>' | '[capabilities...]';
  readonly operation: RegistryRequest['operation'];
  /** The member of the body that holds the names. */
  readonly member: string;
}

const CHANGES: readonly Change[] = [
  {
    verb: 'add',
    description: 'what a node can do from now on as well',
    argument: '<capabilities...>',
    operation: 'addCapabilities',
    member: 'new_capabilities',
  },
  {
    verb: 'remove',
    description: 'what a node can no longer do',
    argument: '<capabilities...>',
    operation: 'removeCapabilities',
    member: 'capabilities_to_remove',
  },
  {
    verb: 'set',
    description: 'all that a node can do: with no names, nothing',
    argument: '[capabilities...]',
    operation: 'replaceCapabilities',
    member: 'new_capabilities',
  },
];

export function addCapabilities(parent: Command, context: CommandContext): void {
  const group = parent
    .command('capabilities')
    .description('change what a node can do')
    .addHelpText(
      'after',
      `
Standard capabilities: compute storage gpu network security ai_ml blockchain database web_server wallet.
Others may be made up, of A-Z a-z 0-9 _ -.`,
    );
  for (const { verb, description, argument, operation, member } of CHANGES) {
    addConnectionOptions(group.command(verb))
      .description(description)
      .argument('<node-id>')
      .argument(argument)
      .action((nodeId: string, names: string[], _: unknown, command: Command) =>
        askRegistry(command, context, {
          request: () => ({ operation, body: { node_id: nodeId, [member]: names } }),
          render: changeLines,
        }),
      );
  }
}

function changeLines(answer: JsonObject): string[] {
  return fieldLines([
    ['added', plain(answer.added_capabilities)],
    ['removed', plain(answer.removed_capabilities)],
    ['now', plain(answer.new_capabilities)],
  ]);
}
