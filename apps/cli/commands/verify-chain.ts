import type { Command } from 'commander';
import type { runVerifyChain } from '../operator/verify-chain.js';

export function addVerifyChain(program: Command): void {
  program
    .command('verify-chain')
    .description('replay the whole chain: every header, signature and amount, and the stored unspent outputs')
    .option(
      '--url <url>',
      "ask the server at this address (in production with MIZAN_ADMIN_TOKEN); without it the stopped server's store is opened",
    )
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit code: 0 the chain is right, 1 it is not, 75 a server is using the data directory.')
    .action(async (...given: Parameters<typeof runVerifyChain>) => {
      const { runVerifyChain } = await import('../operator/verify-chain.js');
      await runVerifyChain(...given);
    });
}
