import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { confirm } from '../../asking/confirm.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { asText } from '../../asking/report-answer.js';
import { CommandFailure } from '../../command-failure.js';
import { FAILED, USAGE_ERROR } from '../../exit-codes.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions, RECKONING_SECONDS } from '../ledger-connection.js';
import { approvalsOf, assessmentLines } from './assessment-lines.js';

interface ApproveFlags {
  readonly hash?: string;
  readonly yes?: boolean;
}

export function addApprove(parent: Command, context: CommandContext): void {
  addLedgerOptions(parent.command('approve'), RECKONING_SECONDS)
    .description('approve an assessment by the hash of its lines, after showing totals and hash')
    .argument('<id>', 'of the assessment')
    .option('--hash <hash>', 'of the lines that you have looked at (default: the one that is shown)')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
As many different administrators approve it as the policy says. What is shown stands on standard error. The ledger
refuses when payments or declarations since then would make another assessment of it: make a new one.

Examples:
  mizan zakat approve ID
  mizan zakat approve ID --hash HASH --yes`,
    )
    .action((id: string, flags: ApproveFlags, command: Command) =>
      approve(id, flags, new LedgerInquiry(command, context)),
    );
}

async function approve(id: string, { hash: given, yes }: ApproveFlags, inquiry: LedgerInquiry): Promise<void> {
  const shown = await inquiry.demand({ operation: 'getZakatAssessment', fields: { id } });
  const hash = given ?? plain(shown.hash);
  sayLastWords(asText(assessmentLines(shown, inquiry.context.palette)));
  if (!yes) await demandConsent(hash, inquiry.signal);
  await inquiry.ask({ operation: 'approveZakatAssessment', fields: { id }, body: { hash } }, (approved) => {
    const next = approved.state === 'approved' ? [`to charge it: mizan zakat run ${plain(approved.id)} --wait`] : [];
    return [`${plain(approved.state)}, approvals ${approvalsOf(approved)}`, ...next];
  });
}

async function demandConsent(hash: string, cancel: AbortSignal): Promise<void> {
  const answer = await confirm(`Approve ${hash}?`, cancel);
  if (answer === undefined) throw new CommandFailure('there is no terminal to ask at: approve with --yes', USAGE_ERROR);
  if (!answer) throw new CommandFailure('not approved', FAILED);
}
