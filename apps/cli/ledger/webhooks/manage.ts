import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { secretLines, webhookLines, webhookTable } from '../../asking/rendering/webhook-lines.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addKeyOption, addPageOptions, type PageFlags } from '../ledger-options.js';

interface CreateFlags {
  readonly types: string;
  readonly address?: string;
  readonly description?: string;
}

export function addWebhookCommands(group: Command, context: CommandContext): void {
  addPageOptions(addLedgerOptions(group.command('list', { isDefault: true })))
    .description('the webhooks, and how their deliveries are')
    .action(({ limit, cursor }: PageFlags, command: Command) =>
      new LedgerInquiry(command, context).askList(
        { operation: 'listWebhooks', fields: { limit, cursor } },
        webhookTable,
      ),
    );
  addCreate(group, context);
  addLedgerOptions(group.command('show'))
    .description('one webhook')
    .argument('<id>', 'of the webhook')
    .action((id: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'getWebhook', fields: { id } }, webhookLines),
    );
  addState(group, context, { name: 'pause', state: 'paused', description: 'send nothing until it is resumed' });
  addState(group, context, {
    name: 'resume',
    state: 'active',
    description: 'go on with the first event that was not acknowledged',
  });
  addLedgerOptions(group.command('rotate'))
    .description('replace the secret; the one before signs too for 24 hours')
    .argument('<id>', 'of the webhook')
    .action(async (id: string, _: unknown, command: Command) => {
      await new LedgerInquiry(command, context).askForOutcome(
        { operation: 'rotateWebhookSecret', fields: { id } },
        secretLines,
      );
    });
  addLedgerOptions(group.command('delete'))
    .description('delete a webhook with its deliveries')
    .argument('<id>', 'of the webhook')
    .action((id: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'deleteWebhook', fields: { id } }, () => [
        `${plain(id)} is deleted`,
      ]),
    );
}

function addCreate(group: Command, context: CommandContext): void {
  addKeyOption(addLedgerOptions(group.command('create')))
    .description('have events posted to a URL from now on; prints the secret that signs them, once')
    .argument('<url>', 'https, at a public address; in a demo http to this machine will do')
    .requiredOption('--types <types>', 'which, separated by commas')
    .option('--address <address>', 'only what concerns this wallet')
    .option('--description <text>', 'for people')
    .action(async (url: string, { types, address, description }: CreateFlags, command: Command) => {
      await new LedgerInquiry(command, context).askForOutcome(
        { operation: 'createWebhook', body: { url, types: types.split(','), address, description } },
        secretLines,
      );
    });
}

function addState(
  group: Command,
  context: CommandContext,
  { name, state, description }: { name: string; state: string; description: string },
): void {
  addLedgerOptions(group.command(name))
    .description(description)
    .argument('<id>', 'of the webhook')
    .action((id: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask(
        { operation: 'changeWebhook', fields: { id }, body: { state } },
        webhookLines,
      ),
    );
}
