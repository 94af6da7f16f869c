import type { Command } from 'commander';
import { processContext } from '../asking/command-context.js';
import { addExists } from './wallet/exists.js';

const HELP = `
Environment:
  MIZAN_LEDGER_URL        as --url`;

/** Adds what people do with their wallets on the ledger. */
export function addLedgerCommands(program: Command): void {
  const group = program.command('ledger').description('wallets on the ledger').addHelpText('after', HELP);
  addExists(group, processContext());
}
