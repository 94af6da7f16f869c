import type { Command } from 'commander';
import { processContext } from '../asking/command-context.js';
import { connectionFlagsOf } from '../asking/connection-flags.js';
import { CommandFailure } from '../command-failure.js';
import { USAGE_ERROR } from '../exit-codes.js';
import { closestWord } from './closest-word.js';
import { addKeyCommands, addNodeCommands, addReservesCommands, addWalletCommands } from './command-groups.js';
import { addPeersCommands } from './peers/add-peers-commands.js';
import { REGISTRY_HELP } from './registry-help.js';
import { runSession } from './session/session.js';
import { addSpecificationOptions, runSpecified } from './specification-style.js';

/**
 * Adds what talks to the registry: groups of commands, the specification's flags, and, when a command line has neither, the
 * interactive session. Options of the program itself stand before its commands from now on, so that commands may have
 * options of the same names.
 */
export function addRegistryCommands(program: Command): void {
  const context = processContext();
  program.enablePositionalOptions();
  addSpecificationOptions(program);
  addWalletCommands(program.command('wallet').description('wallets of nodes: what they have, and payments'), context);
  addNodeCommands(program.command('nodes').description('nodes of the registry'), context);
  addReservesCommands(
    program.command('reserves').description('what the books and Core differ by, and the way out of it'),
    context,
  );
  addPeersCommands(program.command('peers').description('other registries that this one follows'), context);
  addKeyCommands(program.command('key').description('keys that nodes sign with'), context);
  program
    .allowExcessArguments()
    .addHelpText('after', REGISTRY_HELP)
    .action(async () => {
      refuseUnknownCommand(program);
      if (await runSpecified(program, context)) return;
      process.exitCode = await runSession(connectionFlagsOf(program));
    });
}

/** A program that can run without a command takes a mistyped one for an argument. */
function refuseUnknownCommand(program: Command): void {
  const [typed] = program.args;
  if (typed === undefined) return;
  const meant = closestWord(
    typed,
    program.commands.map((command) => command.name()),
  );
  throw new CommandFailure(
    `unknown command '${typed}'${meant ? ` (did you mean ${meant}?)` : ''}; mizan --help lists them`,
    USAGE_ERROR,
  );
}
