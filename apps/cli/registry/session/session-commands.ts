import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import { Command } from 'commander';
import { printNow } from '../../output.js';
import { addKeyCommands, addNodeCommands, addReservesCommands, addWalletCommands } from '../command-groups.js';
import type { Surroundings } from '../surroundings.js';

/** The commands of a session, made anew for each line. Those of wallets also answer below `wallet`, as in a shell. */
export function sessionCommands(surroundings: Surroundings, leave: () => void): Command {
  const program = new Command('')
    .usage('COMMAND …')
    .exitOverride()
    .configureOutput({ writeOut: printNow, writeErr: sayLastWords })
    .configureHelp({ commandUsage: (command) => [...wordsOf(command), command.usage()].join(' ') })
    .helpOption('-h, --help', 'say how a command is used')
    .helpCommand('help [command]', 'list the commands, or say how one is used');
  addWalletCommands(program, surroundings);
  addWalletCommands(program.command('wallet', { hidden: true }), surroundings);
  addNodeCommands(program.command('nodes').description('nodes of the registry'), surroundings);
  addReservesCommands(program.command('reserves').description('differences between the books and Core'), surroundings);
  addKeyCommands(program.command('key').description('keys that nodes sign with'), surroundings);
  for (const word of ['quit', 'exit']) program.command(word).description('leave').action(leave);
  return program;
}

/** As it is typed: with its groups, but without the program, which has no name here. */
function wordsOf(command: Command): string[] {
  return command.parent ? [...wordsOf(command.parent), command.name()] : [];
}
