import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addBackup } from './commands/backup.js';
import { addRestore } from './commands/restore.js';
import { addVerifyChain } from './commands/verify-chain.js';
import { explainCommandFailure } from './explain-command-failure.js';

/** Each command is a file that adds itself. */
const COMMANDS = [addVerifyChain, addBackup, addRestore];

/** From sysexits.h: the command was written wrongly. */
const USAGE_ERROR = 64;

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
const program = new Command('mizan')
  .description(
    "Commands for the operator of a Mizan server. They read the server's environment: DATA_DIR, DATABASE_URL …",
  )
  .version(version)
  .showHelpAfterError()
  .exitOverride();
for (const add of COMMANDS) add(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
  } else {
    const { lines, exitCode } = explainCommandFailure(error);
    process.stderr.write(lines.map((line) => `mizan: ${line}\n`).join(''));
    process.exitCode = exitCode;
  }
}
