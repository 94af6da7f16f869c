import type { Command } from 'commander';
import { processContext } from '../asking/command-context.js';
import { addContactCommands } from './contacts/contacts.js';
import { addKeyCommands } from './keys/keys.js';
import { addRequestCommands } from './requests/requests.js';
import { addTreasuryCommands } from './treasury/orders.js';
import { addExists } from './wallet/exists.js';
import { addHistory } from './wallet/history.js';
import { addSend } from './wallet/send.js';
import { addStatement } from './wallet/statement.js';

const HELP = `
Environment:
  MIZAN_LEDGER_URL          as --url
  MIZAN_SESSION_TOKEN       of your session, for what is yours; sent over https, or to this machine
  MIZAN_SESSION_TOKEN_FILE  a file that holds it, which only its owner may be able to read
  MIZAN_ADMIN_TOKEN         of an administrator, for --administrator; MIZAN_ADMIN_TOKEN_FILE a file that holds it`;

/** Adds what people do with their wallets on the ledger. */
export function addLedgerCommands(program: Command): void {
  const group = program
    .command('ledger')
    .description('wallets, keys and the treasury on the ledger')
    .addHelpText('after', HELP);
  const context = processContext();
  addSend(group, context);
  addHistory(group, context);
  addStatement(group, context);
  addExists(group, context);
  addContactCommands(group, context);
  addRequestCommands(group, context);
  addKeyCommands(group, context);
  addTreasuryCommands(group, context);
}
