import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { connectionFlagsOf } from '../../asking/connection-flags.js';
import { parseIdempotencyKey } from '../../asking/idempotency-key.js';
import { leavesDoubt } from '../../asking/lost-answer.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { secretLines, webhookLines, webhookTable } from '../../asking/rendering/webhook-lines.js';
import { CommandFailure } from '../../command-failure.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import { moreLines, rowsOf } from '../page-lines.js';
import { retryCommand } from '../retry-command.js';

interface CreateFlags {
  readonly types: string;
  readonly node?: string;
  readonly description?: string;
  readonly idempotencyKey?: string;
}

export function addWebhookCommands(group: Command, context: CommandContext): void {
  addConnectionOptions(group.command('list', { isDefault: true }))
    .description('the webhooks, and how their deliveries are')
    .option('--limit <n>', 'how many, 1 to 100 (default: 50)')
    .option('--cursor <cursor>', 'where the page before ended')
    .action(({ limit, cursor }: { limit?: string; cursor?: string }, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'listWebhooks', fields: { limit, cursor } }),
        render: ({ webhooks, next_cursor: next }) => [...webhookTable(rowsOf(webhooks)), ...moreLines(next)],
      }),
    );
  addCreate(group, context);
  addOf(group, context, { name: 'show', operation: 'getWebhook', description: 'one webhook' });
  addOf(group, context, {
    name: 'pause',
    operation: 'changeWebhook',
    body: { state: 'paused' },
    description: 'send nothing until it is resumed',
  });
  addOf(group, context, {
    name: 'resume',
    operation: 'changeWebhook',
    body: { state: 'active' },
    description: 'go on with the first event that was not acknowledged',
  });
  addConnectionOptions(group.command('rotate'))
    .description('replace the secret; the one before signs too for 24 hours')
    .argument('<id>', 'of the webhook')
    .action((id: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'rotateWebhookSecret', fields: { id } }),
        render: secretLines,
      }),
    );
  addConnectionOptions(group.command('delete'))
    .description('delete a webhook with its deliveries')
    .argument('<id>', 'of the webhook')
    .action((id: string, _: unknown, command: Command) =>
      askRegistry(command, context, {
        request: () => ({ operation: 'deleteWebhook', fields: { id } }),
        render: () => [`${plain(id)} is deleted`],
      }),
    );
}

function addCreate(group: Command, context: CommandContext): void {
  addConnectionOptions(group.command('create'))
    .description('have events posted to a URL from now on; prints the secret that signs them, once')
    .argument('<url>', 'https, at a public address; in a demo http to this machine will do')
    .requiredOption('--types <types>', 'which, separated by commas')
    .option('--node <node_id>', 'only what concerns this node')
    .option('--description <text>', 'for people')
    .option(
      '--idempotency-key <key>',
      'what was made with the same key is not made again (default: a new key)',
      parseIdempotencyKey,
    )
    .action((url: string, flags: CreateFlags, command: Command) => create(url, flags, command, context));
}

async function create(url: string, flags: CreateFlags, command: Command, context: CommandContext): Promise<void> {
  const { types, node, description, idempotencyKey = randomUUID() } = flags;
  const body = { url, types: types.split(','), node, description };
  try {
    await askRegistry(command, context, {
      request: () => ({ operation: 'createWebhook', body, idempotencyKey }),
      render: secretLines,
    });
  } catch (error) {
    if (!(error instanceof CommandFailure) || !leavesDoubt(error)) throw error;
    const words = ['nodes', 'webhooks', 'create', url, '--types', types];
    if (node !== undefined) words.push('--node', node);
    if (description !== undefined) words.push('--description', description);
    const again = retryCommand(words, idempotencyKey, connectionFlagsOf(command, context.defaults));
    const advice = `It may have been made. To find out, without making a second one:\n  ${again}`;
    throw new CommandFailure(`${error.message}\n  ${advice}`, error.exitCode, { cause: error });
  }
}

interface CommandOfOne {
  readonly name: string;
  readonly operation: 'getWebhook' | 'changeWebhook';
  readonly body?: object;
  readonly description: string;
}

function addOf(group: Command, context: CommandContext, { name, operation, body, description }: CommandOfOne): void {
  addConnectionOptions(group.command(name))
    .description(description)
    .argument('<id>', 'of the webhook')
    .action((id: string, _: unknown, command: Command) =>
      askRegistry(command, context, { request: () => ({ operation, fields: { id }, body }), render: webhookLines }),
    );
}
