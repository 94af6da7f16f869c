import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { addDeliveryCommands } from './deliveries.js';
import { addWebhookCommands } from './manage.js';

const HELP = `
Examples:
  mizan nodes webhooks create https://hooks.example.com/nodes --types node.online,node.offline
  mizan nodes webhooks create https://hooks.example.com/mine --types deposit.confirmed --node node_001 --key-file node_001.pem
  mizan nodes webhooks deliveries ID`;

/** Adds what has events of the registry posted somewhere. */
export function addWebhooks(parent: Command, context: CommandContext): void {
  const group = parent
    .command('webhooks')
    .description(
      'events of the registry that are posted to URLs: list, create, show, pause, resume, rotate, test, deliveries',
    )
    .addHelpText('after', HELP);
  addWebhookCommands(group, context);
  addDeliveryCommands(group, context);
}
