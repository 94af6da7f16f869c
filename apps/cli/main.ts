import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { CommandFailure } from './command-failure.js';
import { USAGE_ERROR } from './exit-codes.js';
import { addRegistryCommands } from './registry/add-registry-commands.js';

/** First words of command lines that need no database. What opens one is loaded for the others only: it takes half a second. */
const LIGHT: readonly (string | undefined)[] = [undefined, 'wallet', 'nodes', 'key', '--command', '--version'];

/** Of a process that writes to a pipe which nobody reads any more: 128 + SIGPIPE. */
const BROKEN_PIPE = 141;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(BROKEN_PIPE);
});
try {
  await run();
} catch (error) {
  process.exitCode = await explain(error);
}

async function run(): Promise<void> {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const program = new Command('mizan')
    .description(
      'Commands for nodes of the registry, and for the operator of a Mizan server. verify-chain, backup and restore ' +
        "read the server's environment: DATA_DIR, DATABASE_URL …",
    )
    .version(version)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error:/, 'mizan:')) })
    .showHelpAfterError('(--help says how it is used)')
    .exitOverride();
  addRegistryCommands(program);
  if (!LIGHT.includes(process.argv[2])) {
    const { OPERATOR_COMMANDS } = await import('./operator-commands.js');
    for (const add of OPERATOR_COMMANDS) add(program);
  }
  await program.parseAsync();
}

/** Says what went wrong, unless commander has. @returns the exit code */
async function explain(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
  const { lines, exitCode } =
    error instanceof CommandFailure
      ? { lines: [error.message], exitCode: error.exitCode }
      : (await import('./explain-command-failure.js')).explainCommandFailure(error);
  process.stderr.write(lines.map((line) => `mizan: ${line}\n`).join(''));
  return exitCode;
}
