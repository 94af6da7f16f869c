import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import { toJson } from '@app/infrastructure/http/json-writer.js';
import type { Command } from 'commander';
import { askRegistry } from '../ask-registry.js';
import type { CommandContext } from '../command-context.js';
import { addConnectionOptions } from '../connection.js';
import type { RegistryRequest } from '../registry-client.js';
import { fieldLines } from '../rendering/columns.js';
import { plain } from '../rendering/plain-text.js';

interface Change {
  readonly verb: string;
  readonly description: string;
  readonly argument: '<capabilities...>' | '[capabilities...]';
  request(nodeId: string, capabilities: string[]): RegistryRequest;
}

const CHANGES: readonly Change[] = [
  {
    verb: 'add',
    description: 'what a node can do from now on as well',
    argument: '<capabilities...>',
    request: (nodeId, names) => ({
      method: 'POST',
      target: '/nodes/capabilities/add',
      body: toJson({ node_id: nodeId, new_capabilities: names }),
    }),
  },
  {
    verb: 'remove',
    description: 'what a node can no longer do',
    argument: '<capabilities...>',
    request: (nodeId, names) => ({
      method: 'POST',
      target: '/nodes/capabilities/remove',
      body: toJson({ node_id: nodeId, capabilities_to_remove: names }),
    }),
  },
  {
    verb: 'set',
    description: 'all that a node can do: with no names, nothing',
    argument: '[capabilities...]',
    request: (nodeId, names) => ({
      method: 'PUT',
      target: '/nodes/capabilities/update',
      body: toJson({ node_id: nodeId, new_capabilities: names }),
    }),
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
  for (const { verb, description, argument, request } of CHANGES) {
    addConnectionOptions(group.command(verb))
      .description(description)
      .argument('<node-id>')
      .argument(argument)
      .action((nodeId: string, names: string[], _: unknown, command: Command) =>
        askRegistry(command, context, { request: () => request(nodeId, names), render: changeLines }),
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
