import type { Command } from 'commander';
import { processContext } from '../asking/command-context.js';
import { addTail } from './events/tail.js';

const HELP = `
Environment:
  MIZAN_LEDGER_URL        as --url
  MIZAN_ADMIN_TOKEN       an administrator's token; sent over https, or to this machine
  MIZAN_ADMIN_TOKEN_FILE  a file that holds it, which only its owner may be able to read`;

/** Adds what follows the ledger. */
export function addEventsCommands(program: Command): void {
  const group = program.command('events').description('what happens on the ledger').addHelpText('after', HELP);
  addTail(group, processContext());
}
