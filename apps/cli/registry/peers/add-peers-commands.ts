import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import { type Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

/** The registries that this one follows; all of it is for administrators. */
export function addPeersCommands(parent: Command, context: CommandContext): void {
  addListPeers(parent, context);
  addAddPeer(parent, context);
  addRemovePeer(parent, context);
}

function addListPeers(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('list'))
    .description('list them: how far their logs were read, and why one is not read any more')
    .action((_: unknown, command: Command) =>
      askRegistry(command, context, { request: () => ({ operation: 'listPeers' }), render: peerLines }),
    );
}

function addAddPeer(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('add'))
    .description('follow another registry; one that is refused is forgotten and begun anew')
    .argument('<address>', 'where it is reached, such as https://registry.example')
    .option('--key <hex>', 'the key that its log must be signed with, as its people tell it', parseKey)
    .action((url: string, { key }: { key?: string }, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'addPeer', body: key === undefined ? { url } : { url, public_key: key } }),
        render: ({ url: added, state }) => [`${plain(added)} is followed (${plain(state)})`],
      }),
    );
}

function addRemovePeer(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('remove'))
    .description('follow a registry no more, and forget what was learnt from it')
    .argument('<address>', 'as `mizan peers list` names it')
    .action((url: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'removePeer', fields: { url } }),
        render: ({ url: removed }) => [`${plain(removed)} is forgotten`],
      }),
    );
}

function peerLines({ peers }: JsonObject): string[] {
  const found = (Array.isArray(peers) ? peers : []) as JsonObject[];
  return found.length === 0 ? ['no registry is followed'] : found.flatMap(linesOfPeer);
}

function linesOfPeer({
  url,
  state,
  registry_id,
  name,
  place,
  lag_seconds,
  last_seen,
  last_error,
}: JsonObject): string[] {
  const who = registry_id === null ? 'not reached so far' : `${plain(registry_id)}  ${plain(name)}`;
  const lag = lag_seconds === null ? '' : `  end reached ${plain(lag_seconds)} s ago`;
  const seen = last_seen === null ? '' : `  answered last ${plain(last_seen)}`;
  const error = last_error === null ? [] : [`  ${plain(last_error)}`];
  return [`${plain(url)}  ${plain(state)}  ${who}`, `  verified up to place ${plain(place)}${lag}${seen}`, ...error];
}

function parseKey(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new InvalidArgumentError('Public keys of registries are 64 lower-case hexadecimal digits.');
}
