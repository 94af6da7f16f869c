import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { publicKeyOf } from '../node-key.js';

/** The registry's secret would be of no use to the commands here. */
const NO_KEY =
  'it has no key: to sign its requests, make one with `mizan key create FILE` and register with --key-file FILE';

interface RegisterFlags {
  readonly shareBalance?: boolean;
}

export function addRegister(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('register'))
    .description('enter a node into the registry, or give it a new address and new capabilities')
    .argument('<node-id>')
    .argument('<address>', 'host, host:port or URL')
    .argument('[capabilities...]', 'what the node can do, such as compute or storage')
    .option('--share-balance', 'have the log tell everybody what its wallet can spend')
    .option('--no-share-balance', 'have it tell that no more (default: as it was)')
    .addHelpText(
      'after',
      `
With a key file the node is registered under that key, and the request, being signed with it, proves that you
hold it. Without one the registry makes a secret for a program that signs with it; this tool does not, and
prints it with --json alone, as the registry wrote it.

Example:
  mizan key create node_001.pem
  mizan nodes register node_001 10.0.0.7:9000 compute storage --key-file node_001.pem`,
    )
    .action(
      (nodeId: string, address: string, capabilities: string[], { shareBalance }: RegisterFlags, command: Command) =>
        askRegistry(command, context, {
          request: ({ key }) => ({
            operation: 'registerNode',
            body: {
              ...{ node_id: nodeId, address, capabilities, public_key: key && publicKeyOf(key) },
              ...(command.getOptionValueSource('shareBalance') === 'cli' && { share_balance: shareBalance }),
            },
          }),
          render: ({ message, auth_secret: secret }) => [plain(message), ...(secret === undefined ? [] : [NO_KEY])],
        }),
    );
}
