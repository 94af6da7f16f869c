import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { numberOrText } from '../../asking/number-or-text.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addKeyOption, addPageOptions, type PageFlags } from '../ledger-options.js';
import { requestLines, requestTable } from './request-lines.js';

interface AskFlags {
  readonly note?: string;
  readonly reference?: string;
  readonly expires?: string;
}

/** Everything but to look at a request is for the user whose session it is. */
export function addRequestCommands(parent: Command, context: CommandContext): void {
  const group = parent.command('request').description('payment requests: list, ask, show, cancel');
  addPageOptions(addLedgerOptions(group.command('list', { isDefault: true })))
    .description('your payment requests, the newest first')
    .action(({ limit, cursor }: PageFlags, command: Command) =>
      new LedgerInquiry(command, context, 'user').askList(
        { operation: 'listPaymentRequests', fields: { limit, cursor } },
        requestTable,
      ),
    );
  addKeyOption(addLedgerOptions(group.command('ask')))
    .description('ask for a payment to your wallet')
    .argument('<units>', 'how much')
    .option('--note <text>', 'what it is for; the payer reads it')
    .option('--reference <text>', 'your own name for it')
    .option('--expires <seconds>', 'nothing is paid for it after so long')
    .addHelpText('after', "\nExample:\n  mizan ledger request ask 100 --note 'two books' --expires 3600")
    .action((amount: string, { note, reference, expires }: AskFlags, command: Command) => {
      const expires_in = expires === undefined ? undefined : numberOrText(expires);
      const body = { amount: numberOrText(amount), note, reference, expires_in };
      return new LedgerInquiry(command, context, 'user').ask({ operation: 'requestPayment', body }, requestLines);
    });
  addLedgerOptions(group.command('show'))
    .description('a payment request: how to pay it, and whether it was paid')
    .argument('<id>', 'of the request')
    .action((id: string, _flags: object, command: Command) =>
      new LedgerInquiry(command, context, 'user').ask({ operation: 'getPaymentRequest', fields: { id } }, requestLines),
    );
  addLedgerOptions(group.command('cancel'))
    .description('withdraw a payment request')
    .argument('<id>', 'of the request')
    .action((id: string, _flags: object, command: Command) =>
      new LedgerInquiry(command, context, 'user').ask(
        { operation: 'cancelPaymentRequest', fields: { id } },
        requestLines,
      ),
    );
}
