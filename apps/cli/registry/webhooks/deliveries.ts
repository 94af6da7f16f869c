import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { deliveryLines, deliveryTable } from '../../asking/rendering/webhook-lines.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { moreLines, rowsOf } from '../page-lines.js';

export function addDeliveryCommands(group: Command, context: CommandContext): void {
  addConnectionOptions(group.command('deliveries'))
    .description('what was sent for a webhook and what came of it, the latest first')
    .argument('<id>', 'of the webhook')
    .option('--limit <n>', 'how many, 1 to 100 (default: 50)')
    .option('--cursor <cursor>', 'where the page before ended')
    .action((id: string, { limit, cursor }: { limit?: string; cursor?: string }, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'listWebhookDeliveries', fields: { id, limit, cursor } }),
        render: ({ deliveries, next_cursor: next }) => [...deliveryTable(rowsOf(deliveries)), ...moreLines(next)],
      }),
    );
  addConnectionOptions(group.command('redeliver'))
    .description('send an event once more, now and once')
    .argument('<id>', 'of the webhook')
    .argument('<n>', 'of the delivery')
    .action((id: string, n: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'redeliverWebhookEvent', fields: { id, n } }),
        render: deliveryLines,
      }),
    );
  addConnectionOptions(group.command('test'))
    .description('send an event of the type webhook.test, now and once')
    .argument('<id>', 'of the webhook')
    .action((id: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'testWebhook', fields: { id } }),
        render: deliveryLines,
      }),
    );
}
