import type { RegistryTypes } from '@app/client';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { connectionFlagsOf } from '../../asking/connection-flags.js';
import { printEvents } from '../../asking/print-events.js';
import { refuseRefusal } from '../../asking/report-answer.js';
import { askedServerOf } from '../ask-registry.js';
import { addConnectionOptions, openConnection } from '../connection.js';
import { registryOf, sendToRegistry } from '../registry-client.js';

interface EventsFlags {
  readonly types?: string;
  readonly after?: string;
  readonly node?: string;
}

type RegistryEvent = RegistryTypes.RegistryEventResponse;

export function addEvents(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('events'))
    .description('what happens in the registry, a line for each event, until it is interrupted')
    .option('--types <types>', 'only these, separated by commas (default: all that you may have)')
    .option(
      '--after <cursor>',
      'begin behind this one, or with what happens from now on: latest (default: the beginning)',
    )
    .option('--node <node_id>', 'only what concerns this node')
    .addHelpText(
      'after',
      `
A lost connection is made again, and no event is missed or told twice. With --json each event has its cursor and its proof.

Example:
  mizan nodes events --after latest --types node.online,node.offline`,
    )
    .action((flags: EventsFlags, command: Command) => follow(flags, command, context));
}

async function follow({ types, after, node }: EventsFlags, command: Command, context: CommandContext): Promise<void> {
  const connection = openConnection(connectionFlagsOf(command, context.defaults));
  const signal = context.cancellation();
  // A server that cannot be reached or refuses is told of here; later on it is waited for.
  const request = { operation: 'readEvents', fields: { types, after, node, limit: '1' } } as const;
  await refuseRefusal(await sendToRegistry(connection, request, signal), askedServerOf(connection), context);
  const names = types?.split(',') as RegistryEvent['type'][] | undefined;
  const events = registryOf(connection).events({ types: names, after, node, signal });
  await printEvents(events, { isBare: connection.isBare, context });
}
