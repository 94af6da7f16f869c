import { createLedger, type LedgerTypes } from '@app/client';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { printEvents } from '../../asking/print-events.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';

interface TailFlags {
  readonly types?: string;
  readonly after?: string;
  readonly address?: string;
}

type LedgerEvent = LedgerTypes.LedgerEventResponse;

export function addTail(parent: Command, context: CommandContext): void {
  addLedgerOptions(parent.command('tail'))
    .description('what happens on the ledger, a line for each event, until it is interrupted')
    .option('--types <types>', 'only these, separated by commas (default: all that you may have)')
    .option(
      '--after <cursor>',
      'begin behind this one, or with what happens from now on: latest (default: the beginning)',
    )
    .option('--address <address>', 'only what concerns this wallet')
    .addHelpText(
      'after',
      `
A lost connection is made again, and no event is missed or told twice. With --json each event has its cursor.

Example:
  mizan events tail --after latest --types block.created,transaction.mined`,
    )
    .action((flags: TailFlags, command: Command) => tail(flags, new LedgerInquiry(command, context)));
}

async function tail({ types, after, address }: TailFlags, inquiry: LedgerInquiry): Promise<void> {
  const { connection, context, signal } = inquiry;
  // A server that cannot be reached or refuses is told of here; later on it is waited for.
  await inquiry.look({ operation: 'readEvents', fields: { types, after, address, limit: '1' } });
  const ledger = createLedger({ baseUrl: connection.url.href, token: connection.token });
  const names = types?.split(',') as LedgerEvent['type'][] | undefined;
  await printEvents(ledger.events({ types: names, after, address, signal }), { isBare: connection.isBare, context });
}
