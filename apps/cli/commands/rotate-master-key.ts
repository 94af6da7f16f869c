import type { Command } from 'commander';
import type { runRotateMasterKey } from '../operator/rotate-master-key.js';

export function addRotateMasterKey(program: Command): void {
  program
    .command('rotate-master-key')
    .description('seal everything under a new master key; the old one is the one that the environment names')
    .option('--new-key-file <file>', 'the new key, made when it is missing')
    .option('--new-passphrase', 'instead, the passphrase in the variable NEW_MASTER_PASSPHRASE')
    .addHelpText(
      'after',
      '\nStop the server first. If this is interrupted, run it again in the same way: until it has finished, no server starts.' +
        '\nBackups made before still need the old key. Whoever had the old key and a copy of the database keeps what he read.',
    )
    .action(async (...given: Parameters<typeof runRotateMasterKey>) => {
      const { runRotateMasterKey } = await import('../operator/rotate-master-key.js');
      await runRotateMasterKey(...given);
    });
}
