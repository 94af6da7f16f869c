import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { numberOrText } from '../../asking/number-or-text.js';
import { CommandFailure } from '../../command-failure.js';
import { USAGE_ERROR } from '../../exit-codes.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addKeyOption, addPageOptions, type PageFlags } from '../ledger-options.js';
import { paidLines, voucherLines, voucherTable } from './voucher-lines.js';

interface ProposeFlags {
  readonly name: string;
  readonly note: string;
  readonly asnaf?: string;
  readonly period?: string;
  readonly receipt?: string;
}

export function addVoucherCommands(parent: Command, context: CommandContext): void {
  const group = parent
    .command('voucher')
    .description('payments out of the pool: list, show, propose, approve, reject, pay');
  addPageOptions(addLedgerOptions(group.command('list', { isDefault: true })))
    .description('the vouchers, the newest first')
    .option('--state <state>', 'only those that are proposed, approved, rejected or paid')
    .action(({ limit, cursor, state }: PageFlags & { state?: string }, command: Command) =>
      new LedgerInquiry(command, context).askList(
        { operation: 'listZakatVouchers', fields: { limit, cursor, state } },
        voucherTable,
      ),
    );
  addLedgerOptions(group.command('show'))
    .description('one voucher')
    .argument('<id>', 'of the voucher')
    .action((id: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'getZakatVoucher', fields: { id } }, voucherLines),
    );
  addPropose(group, context);
  addDecisions(group, context);
}

function addPropose(group: Command, context: CommandContext): void {
  addKeyOption(addLedgerOptions(group.command('propose')))
    .description('propose a distribution to one of the eight asnaf, or a refund out of a receipt')
    .argument('<address>', 'who is paid')
    .argument('<units>', 'how much')
    .requiredOption('--name <name>', 'of the beneficiary')
    .requiredOption('--note <text>', 'what it is for')
    .option(
      '--asnaf <asnaf>',
      'of a distribution: fuqara, masakin, amilin, muallafa, riqab, gharimin, fi_sabilillah or ibn_al_sabil',
    )
    .option('--period <period>', 'of a distribution: the period that it comes out of (default: the last)')
    .option('--receipt <number>', 'of a refund: the receipt that gives back')
    .addHelpText(
      'after',
      `
Examples:
  mizan zakat voucher propose ADDRESS 100 --asnaf fuqara --name 'Bilal Ahmed' --note 'rations for two months'
  mizan zakat voucher propose ADDRESS 5 --receipt MZ-1448-000001-0 --name 'Amina Khan' --note 'paid twice'`,
    )
    .action((address: string, amount: string, flags: ProposeFlags, command: Command) => {
      const { name, note, asnaf, period, receipt } = flags;
      if ((asnaf === undefined) === (receipt === undefined)) {
        throw new CommandFailure('say --asnaf for a distribution, or --receipt for a refund', USAGE_ERROR);
      }
      const kind = receipt === undefined ? 'distribution' : 'refund';
      const beneficiary = { name, address };
      return new LedgerInquiry(command, context).ask(
        {
          operation: 'proposeZakatVoucher',
          body: { kind, asnaf, period, receipt, beneficiary, amount: numberOrText(amount), note },
        },
        voucherLines,
      );
    });
}

function addDecisions(group: Command, context: CommandContext): void {
  addLedgerOptions(group.command('approve'))
    .description('approve a voucher; as many different administrators as the policy says must')
    .argument('<id>', 'of the voucher')
    .action((id: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'approveZakatVoucher', fields: { id } }, voucherLines),
    );
  addLedgerOptions(group.command('reject'))
    .description('reject a voucher that is not paid, for good')
    .argument('<id>', 'of the voucher')
    .requiredOption('--reason <why>', 'why')
    .action((id: string, { reason }: { reason: string }, command: Command) =>
      new LedgerInquiry(command, context).ask(
        { operation: 'rejectZakatVoucher', fields: { id }, body: { reason } },
        voucherLines,
      ),
    );
  addKeyOption(addLedgerOptions(group.command('pay')))
    .description('pay an approved voucher; it is paid once, however often this is said')
    .argument('<id>', 'of the voucher')
    .addHelpText(
      'after',
      `
When somebody else holds the key of the pool (ZAKAT_WALLET_ADDRESS), the payment comes back unsigned: --json prints
the transaction and the digest to sign. Submit both to POST /transactions/submit.`,
    )
    .action((id: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'payZakatVoucher', fields: { id } }, paidLines),
    );
}
