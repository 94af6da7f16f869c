import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { confirm } from '../../asking/confirm.js';
import { numberOrText } from '../../asking/number-or-text.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { asText } from '../../asking/report-answer.js';
import { CommandFailure } from '../../command-failure.js';
import { FAILED, USAGE_ERROR } from '../../exit-codes.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addKeyOption, addPageOptions, type PageFlags } from '../ledger-options.js';
import { orderLines, orderTable, treasuryLines } from './order-lines.js';

const ISSUES = {
  list: 'listIssues',
  find: 'getIssue',
  approve: 'approveIssue',
  reject: 'rejectIssue',
} as const;

const REDEMPTIONS = {
  list: 'listRedemptions',
  find: 'getRedemption',
  approve: 'approveRedemption',
  reject: 'rejectRedemption',
} as const;

type Operations = typeof ISSUES | typeof REDEMPTIONS;

interface ApproveFlags {
  readonly hash?: string;
  readonly yes?: boolean;
}

/** Everything here is for administrators. */
export function addTreasuryCommands(parent: Command, context: CommandContext): void {
  const issues = parent.command('issues').description('units that are issued: list, show, propose, approve, reject');
  addLooks(issues, context, ISSUES);
  addProposeIssue(issues, context);
  addDecisions(issues, context, ISSUES);
  const redemptions = parent
    .command('redemptions')
    .description('units that are taken out of circulation: list, show, treasury, propose, approve, reject');
  addLooks(redemptions, context, REDEMPTIONS);
  addLedgerOptions(redemptions.command('treasury'))
    .description('the wallet that units are redeemed out of, and the limits')
    .action((_: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'getTreasury' }, treasuryLines),
    );
  addProposeRedemption(redemptions, context);
  addDecisions(redemptions, context, REDEMPTIONS);
}

function addProposeIssue(group: Command, context: CommandContext): void {
  addKeyOption(addLedgerOptions(group.command('propose')))
    .description('propose to issue units; nothing is minted until it is approved')
    .argument('<address>', 'who gets them')
    .argument('<units>', 'how much')
    .requiredOption('--reference <text>', 'what they stand for; no other issue may have it')
    .addHelpText(
      'after',
      "\nExample:\n  mizan ledger issues propose ADDRESS 250000 --reference 'bank deposit 2026-11-27/17'",
    )
    .action((address: string, amount: string, { reference }: { reference: string }, command: Command) => {
      const body = { address, amount: numberOrText(amount), reference };
      return new LedgerInquiry(command, context).ask({ operation: 'proposeIssue', body }, orderLines);
    });
}

function addProposeRedemption(group: Command, context: CommandContext): void {
  addKeyOption(addLedgerOptions(group.command('propose')))
    .description('propose to redeem units out of the wallet of the treasury; nothing is done until it is approved')
    .argument('<units>', 'how much')
    .requiredOption('--reference <text>', 'what they were redeemed for; no other redemption may have it')
    .addHelpText('after', "\nExample:\n  mizan ledger redemptions propose 1000 --reference 'bank payment 2026-11-28/3'")
    .action((amount: string, { reference }: { reference: string }, command: Command) => {
      const body = { amount: numberOrText(amount), reference };
      return new LedgerInquiry(command, context).ask({ operation: 'proposeRedemption', body }, orderLines);
    });
}

function addLooks(group: Command, context: CommandContext, operations: Operations): void {
  addPageOptions(addLedgerOptions(group.command('list', { isDefault: true })))
    .description('the orders, the newest first')
    .option('--state <state>', 'only those that are proposed, approved, mined or rejected')
    .action(({ limit, cursor, state }: PageFlags & { state?: string }, command: Command) =>
      new LedgerInquiry(command, context).askList(
        { operation: operations.list, fields: { limit, cursor, state } },
        orderTable,
      ),
    );
  addLedgerOptions(group.command('show'))
    .description('one order')
    .argument('<id>', 'of the order')
    .action((id: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: operations.find, fields: { id } }, orderLines),
    );
}

function addDecisions(group: Command, context: CommandContext, operations: Operations): void {
  addLedgerOptions(group.command('approve'))
    .description('approve an order by its hash, after showing it; the last approval carries it out, once')
    .argument('<id>', 'of the order')
    .option('--hash <hash>', 'of the order that you have looked at (default: the one that is shown)')
    .option('--yes', 'do not ask')
    .action((id: string, flags: ApproveFlags, command: Command) =>
      approve(id, flags, { inquiry: new LedgerInquiry(command, context), operations }),
    );
  addLedgerOptions(group.command('reject'))
    .description('reject an order that is not carried out, for good')
    .argument('<id>', 'of the order')
    .requiredOption('--reason <why>', 'why')
    .action((id: string, { reason }: { reason: string }, command: Command) =>
      new LedgerInquiry(command, context).ask(
        { operation: operations.reject, fields: { id }, body: { reason } },
        orderLines,
      ),
    );
}

/** What is approved is shown first, on standard error. */
async function approve(
  id: string,
  { hash: given, yes }: ApproveFlags,
  { inquiry, operations }: { inquiry: LedgerInquiry; operations: Operations },
): Promise<void> {
  const shown = await inquiry.demand({ operation: operations.find, fields: { id } });
  const hash = given ?? plain(shown.hash);
  sayLastWords(asText(orderLines(shown, inquiry.context.palette)));
  if (!yes) await demandConsent(hash, inquiry.signal);
  await inquiry.ask({ operation: operations.approve, fields: { id }, body: { hash } }, orderLines);
}

async function demandConsent(hash: string, cancel: AbortSignal): Promise<void> {
  const answer = await confirm(`Approve ${hash}?`, cancel);
  if (answer === undefined) throw new CommandFailure('there is no terminal to ask at: approve with --yes', USAGE_ERROR);
  if (!answer) throw new CommandFailure('not approved', FAILED);
}
