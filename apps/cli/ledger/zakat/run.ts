import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { CommandFailure } from '../../command-failure.js';
import { LEFT_OVER } from '../../exit-codes.js';
import { LedgerInquiry } from '../ask-ledger.js';
import type { LedgerRequest } from '../ledger-client.js';
import { addLedgerOptions, RECKONING_SECONDS } from '../ledger-connection.js';
import { followRun } from './follow-run.js';
import { runLines } from './runs.js';

const WAIT = ['--wait', 'until it is completed; progress stands on standard error'] as const;
const EXIT_CODE = `With --wait the exit code is 3 when wallets were left outstanding (they held less than was due) or failed.`;

export function addRun(parent: Command, context: CommandContext): void {
  addLedgerOptions(parent.command('run'), RECKONING_SECONDS)
    .description('charge what was assessed and approved')
    .argument('<id>', 'of the assessment')
    .option(...WAIT)
    .addHelpText(
      'after',
      `
An assessment has one run, however often it is asked for: repeating the command charges no one twice. The run goes on
at the server when this command is interrupted.
${EXIT_CODE}

Example:
  mizan zakat run ID --wait`,
    )
    .action((id: string, flags: { wait?: boolean }, command: Command) =>
      charge({ operation: 'runZakatAssessment', fields: { id } }, flags, new LedgerInquiry(command, context)),
    );
}

export function addResume(parent: Command, context: CommandContext): void {
  addLedgerOptions(parent.command('resume'), RECKONING_SECONDS)
    .description('try to charge again what a run left outstanding or failed')
    .argument('<run>', 'as `mizan zakat runs` names it')
    .option(...WAIT)
    .addHelpText('after', `\n${EXIT_CODE}`)
    .action((id: string, flags: { wait?: boolean }, command: Command) =>
      charge({ operation: 'resumeZakatRun', fields: { id } }, flags, new LedgerInquiry(command, context)),
    );
}

async function charge(request: LedgerRequest, { wait }: { wait?: boolean }, inquiry: LedgerInquiry): Promise<void> {
  if (!wait) {
    return inquiry.ask(request, ({ run_id }) => [
      `run ${plain(run_id)} goes on at the server`,
      `to look at it: mizan zakat runs ${plain(run_id)}`,
    ]);
  }
  const id = plain((await inquiry.demand(request)).run_id);
  await followRun(id, inquiry);
  const left = leftOver(await inquiry.askForOutcome({ operation: 'getZakatRun', fields: { id } }, runLines));
  if (left) throw left;
}

/** What did not go as it was assessed. */
function leftOver({ id, outstanding, failed }: JsonObject): CommandFailure | undefined {
  if (plain(outstanding) === '0' && plain(failed) === '0') return undefined;
  return new CommandFailure(
    `${plain(outstanding)} wallets are outstanding, ${plain(failed)} failed\n` +
      `  to try them again: mizan zakat resume ${plain(id)} --wait`,
    LEFT_OVER,
  );
}
