import type { Command } from 'commander';
import { apiOption } from '../api-option.js';
import type { runRestore } from '../operator/restore.js';

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('read a backup into an empty store, of either kind of database: all of it, or nothing')
    .argument('<file>', 'what `mizan backup` wrote')
    .addOption(apiOption('whose data'))
    .addHelpText(
      'after',
      '\nA store that holds anything is refused. Put the master key in its place before the server starts.',
    )
    .action(async (...given: Parameters<typeof runRestore>) => {
      const { runRestore } = await import('../operator/restore.js');
      await runRestore(...given);
    });
}
