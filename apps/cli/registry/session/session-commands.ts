import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { printNow } from '../../output.js';
import { addKeyCommands, addNodeCommands, addReservesCommands, addWalletCommands } from '../command-groups.js';

/** The commands of a session, made anew for each line. Those of wallets also answer below `wallet`, as in a shell. */
export function sessionCommands(context: CommandContext, leave: () => void): Command {
  const program = new Command('')
    .usage('COMMAND …')
    .exitOverride()
    .configureOutput({ writeOut: printNow, writeErr: sayLastWords })
    .configureHelp({ commandUsage: (command) => [...wordsOf(command), command.usage()].join(' ') })
    .helpOption('-h, --help', 'say how a command is used')
    .helpCommand('help [command]', 'list the commands, or say how one is used');
  addWalletCommands(program, context);
  addWalletCommands(program.command('wallet', { hidden: true }), context);
  addNodeCommands(program.command('nodes').description('nodes of the registry'), context);
  addReservesCommands(program.command('reserves').description('differences between the books and Core'), context);
  addKeyCommands(program.command('key').description('keys that nodes sign with'), context);
  for (const word of ['quit', 'exit']) program.command(word).description('leave').action(leave);
  return program;
}

/** As it is typed: with its groups, but without the program, which has no name here. */
function wordsOf(command: Command): string[] {
  return command.parent ? [...wordsOf(command.parent), command.name()] : [];
}
