import { createLedger, type LedgerTypes, MizanError } from '@app/client';
import { toJson } from '@app/infrastructure/http/json-writer.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { asText } from '../../asking/report-answer.js';
import { CommandFailure } from '../../command-failure.js';
import { FAILED } from '../../exit-codes.js';
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
  try {
    for await (const event of ledger.events({ types: names, after, address, signal })) {
      await context.answer(asText([connection.isBare ? toJson(event) : lineOf(event)]));
    }
  } catch (error) {
    if (error instanceof MizanError) throw new CommandFailure(error.detail, FAILED, { cause: error });
    throw error;
  }
}

function lineOf({ time, type, data }: LedgerEvent): string {
  const facts = Object.entries(data).map(([name, value]) => `${name}=${value === null ? '-' : plain(`${value}`)}`);
  return [time, type, ...facts].join(' ');
}
