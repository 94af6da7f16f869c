import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { deliveryLines, deliveryTable } from '../../asking/rendering/webhook-lines.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addPageOptions, type PageFlags } from '../ledger-options.js';

export function addDeliveryCommands(group: Command, context: CommandContext): void {
  addPageOptions(addLedgerOptions(group.command('deliveries')))
    .description('what was sent for a webhook and what came of it, the latest first')
    .argument('<id>', 'of the webhook')
    .action((id: string, { limit, cursor }: PageFlags, command: Command) =>
      new LedgerInquiry(command, context).askList(
        { operation: 'listWebhookDeliveries', fields: { id, limit, cursor } },
        deliveryTable,
      ),
    );
  addLedgerOptions(group.command('redeliver'))
    .description('send an event once more, now and once')
    .argument('<id>', 'of the webhook')
    .argument('<n>', 'of the delivery')
    .action((id: string, n: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'redeliverWebhookEvent', fields: { id, n } }, deliveryLines),
    );
  addLedgerOptions(group.command('test'))
    .description('send an event of the type webhook.test, now and once')
    .argument('<id>', 'of the webhook')
    .action((id: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'testWebhook', fields: { id } }, deliveryLines),
    );
}
