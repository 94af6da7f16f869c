import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { confirm } from '../../asking/confirm.js';
import { numberOrText } from '../../asking/number-or-text.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { asText } from '../../asking/report-answer.js';
import { CommandFailure } from '../../command-failure.js';
import { FAILED, USAGE_ERROR } from '../../exit-codes.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addKeyOption } from '../ledger-options.js';
import { factLines } from '../zakat/facts.js';

interface SendFlags {
  readonly note?: string;
  readonly request?: string;
  readonly otp?: string;
  readonly yes?: boolean;
}

export function addSend(parent: Command, context: CommandContext): void {
  addKeyOption(addLedgerOptions(parent.command('send')))
    .description('pay from your wallet, after asking')
    .argument('<address>', 'that is paid: 64 hex characters, or the checksummed spelling that begins with mzn1')
    .argument('<units>', 'how much')
    .option('--note <text>', 'to the one who is paid, at most 140 characters')
    .option('--request <id>', 'the payment request that is paid')
    .option('--otp <code>', 'a one-time password for payments, where the ledger asks for one')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
What is about to be paid stands on standard error. The key of the wallet is the one that the ledger keeps for you.
The ledger pays once for one idempotency key: when the answer is lost, the command that asks again is printed.

Example:
  mizan ledger send mzn1… 250 --note 'two books'`,
    )
    .action((address: string, amount: string, flags: SendFlags, command: Command) =>
      send({ address, amount }, flags, new LedgerInquiry(command, context, 'user')),
    );
}

async function send(
  { address, amount }: { readonly address: string; readonly amount: string },
  { note, request, otp, yes }: SendFlags,
  inquiry: LedgerInquiry,
): Promise<void> {
  if (!yes) await demandConsent(address, amount, inquiry);
  const body = { to: address, amount: numberOrText(amount), note, request, otp };
  await inquiry.ask({ operation: 'sendTransfer', body }, ({ status }, palette) =>
    factLines([
      ['status', { text: plain(status), paint: palette.bold }],
      ['sent', `${amount} units`],
      ['to', address],
    ]),
  );
}

/** Shows both spellings of the address, so that it can be compared with the one that was meant. */
async function demandConsent(address: string, amount: string, inquiry: LedgerInquiry): Promise<void> {
  const found = await inquiry.demand({ operation: 'findAddress', fields: { address } });
  sayLastWords(asText(consentLines(amount, found, inquiry.context.palette)));
  const answer = await confirm('Pay?', inquiry.signal);
  if (answer === undefined) throw new CommandFailure('there is no terminal to ask at: pay with --yes', USAGE_ERROR);
  if (!answer) throw new CommandFailure('nothing was paid', FAILED);
}

function consentLines(amount: string, found: Awaited<ReturnType<LedgerInquiry['demand']>>, palette: Palette): string[] {
  return factLines([
    ['amount', { text: `${amount} units`, paint: palette.bold }],
    ['to', plain(found.checksummed_address)],
    ['or', plain(found.address)],
    ['known', found.exists === true ? 'yes' : 'no: nothing was ever paid to this address here'],
  ]);
}
