import type { Command } from 'commander';
import { processContext } from '../asking/command-context.js';
import { addDeliveryCommands } from './webhooks/deliveries.js';
import { addWebhookCommands } from './webhooks/manage.js';

const HELP = `
Examples:
  mizan webhooks create https://hooks.example.com/mizan --types block.created
  mizan webhooks create https://hooks.example.com/shop --types wallet.credited --address ADDRESS
  mizan webhooks test ID
  mizan webhooks deliveries ID

Environment:
  MIZAN_LEDGER_URL        as --url
  MIZAN_ADMIN_TOKEN       an administrator's token; sent over https, or to this machine
  MIZAN_ADMIN_TOKEN_FILE  a file that holds it, which only its owner may be able to read`;

/** Adds what has events of the ledger posted somewhere. */
export function addWebhooksCommands(program: Command): void {
  const group = program
    .command('webhooks')
    .description(
      'events of the ledger that are posted to URLs: list, create, show, pause, resume, rotate, test, deliveries',
    )
    .addHelpText('after', HELP);
  const context = processContext();
  addWebhookCommands(group, context);
  addDeliveryCommands(group, context);
}
