import { VERSION } from '@app/infrastructure/http/version.js';
import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import { Command, CommanderError } from 'commander';
import { CommandFailure } from './command-failure.js';
import { READER_LEFT, USAGE_ERROR } from './exit-codes.js';
import { addEventsCommands } from './ledger/add-events-commands.js';
import { addWebhooksCommands } from './ledger/add-webhooks-commands.js';
import { addZakatCommands } from './ledger/add-zakat-commands.js';
import { addLedgerCommands } from './ledger/wallet-commands.js';
import { OPERATOR_COMMANDS } from './operator-commands.js';
import { printNow, ReaderLeft } from './output.js';
import { addRegistryCommands } from './registry/add-registry-commands.js';

// Of a terminal that goes away. What commands say takes another way (output.ts).
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
try {
  await run();
} catch (error) {
  process.exitCode = await explain(error);
}

async function run(): Promise<void> {
  const program = new Command('mizan')
    .description(
      'Commands for nodes of the registry, for wallets and zakat on the ledger, and for the operator of a Mizan server. verify-chain, backup and restore ' +
        "read the server's environment: DATA_DIR, DATABASE_URL …",
    )
    .version(VERSION)
    .configureOutput({
      writeOut: printNow,
      writeErr: sayLastWords,
      outputError: (text, write) => write(text.replace(/^error:/, 'mizan:')),
    })
    .showHelpAfterError('(--help says how it is used)')
    .exitOverride();
  addRegistryCommands(program);
  addZakatCommands(program);
  addLedgerCommands(program);
  addEventsCommands(program);
  addWebhooksCommands(program);
  for (const add of OPERATOR_COMMANDS) add(program);
  await program.parseAsync();
}

/** Says what went wrong, unless commander has. @returns the exit code */
async function explain(error: unknown): Promise<number> {
  if (error instanceof ReaderLeft) return READER_LEFT;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
  const { lines, exitCode } =
    error instanceof CommandFailure
      ? { lines: [error.message], exitCode: error.exitCode }
      : (await import('./explain-command-failure.js')).explainCommandFailure(error, process.argv[2]);
  sayLastWords(lines.map((line) => `mizan: ${line}\n`).join(''));
  return exitCode;
}
