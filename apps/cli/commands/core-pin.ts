import type { Command } from 'commander';
import type { runCorePin } from '../operator/core-pin.js';

export function addCorePin(program: Command): void {
  program
    .command('core')
    .description("Core's wallet behind the registry")
    .command('pin')
    .description('compare the wallet that Core serves now with the pinned one and the books, and pin it with --yes')
    .option('--yes', 'pin it; without this nothing is changed')
    .addHelpText(
      'after',
      '\nStop the server first. encryptwallet makes a new seed, after which the registry takes the wallet for another one until' +
        '\nthis is run. It is refused when the chain is another, or when the wallet lacks the key of any address of a node.',
    )
    .action(async (...given: Parameters<typeof runCorePin>) => {
      const { runCorePin } = await import('../operator/core-pin.js');
      await runCorePin(...given);
    });
}
