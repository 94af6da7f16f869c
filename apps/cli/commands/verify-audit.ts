import { type Command, InvalidArgumentError } from 'commander';
import type { Api } from '../api-option.js';
import type { NotedHeads, runVerifyAudit } from '../operator/verify-audit.js';

export function addVerifyAudit(program: Command): void {
  program
    .command('verify-audit')
    .description('recompute the audit trails of both APIs and compare them with the money that moved')
    .option(
      '--head <api:row:hash>',
      'a head that an earlier verification printed, which must still be there; once for each API',
      readHead,
      {},
    )
    .addHelpText(
      'after',
      '\nNote the heads down where whoever runs the database cannot write: without them nobody notices when the newest rows are cut off.' +
        '\nExit code: 0 the trails are whole, 1 they are not, 75 a server is using the data directory.',
    )
    .action(async (...given: Parameters<typeof runVerifyAudit>) => {
      const { runVerifyAudit } = await import('../operator/verify-audit.js');
      await runVerifyAudit(...given);
    });
}

function readHead(text: string, earlier: NotedHeads): NotedHeads {
  const [, api, number, hash] = /^(ledger|registry):([1-9][0-9]{0,17}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!api) throw new InvalidArgumentError('It is what a verification prints after "head".');
  return { ...earlier, [api as Api]: { number: BigInt(number!), hash: hash! } };
}
