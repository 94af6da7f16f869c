import type { Command } from 'commander';
import { apiOption } from '../api-option.js';
import type { runBackup } from '../operator/backup.js';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('write all that an API keeps to a new file, from either kind of database, to be restored into either')
    .argument('<file>', 'made with mode 0600; it holds names and e-mail addresses')
    .addOption(apiOption('whose data'))
    .addHelpText(
      'after',
      '\nThe master key is never in the file: whoever has both has every private key. Keep it in another place.' +
        '\nOn PostgreSQL the server may go on; with the embedded database it must be stopped first.',
    )
    .action(async (...given: Parameters<typeof runBackup>) => {
      const { runBackup } = await import('../operator/backup.js');
      await runBackup(...given);
    });
}
