import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { writeNewFile } from '../../write-new-file.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { nisabText } from './assessment-lines.js';
import { factLines, member, optional, ratio, units } from './facts.js';

export function addReceipt(parent: Command, context: CommandContext): void {
  addLedgerOptions(parent.command('receipt'))
    .description('the receipt of a deduction, to read or to print')
    .argument('<number>', 'such as MZ-1448-000001-0')
    .option('--pdf <file>', 'write it to this file as PDF, in English and Urdu; no file is overwritten')
    .addHelpText('after', '\nExample:\n  mizan zakat receipt NUMBER --pdf receipt.pdf')
    .action(async (number: string, { pdf }: { pdf?: string }, command: Command) => {
      const inquiry = new LedgerInquiry(command, context);
      if (pdf === undefined) {
        return inquiry.ask({ operation: 'getZakatReceipt', fields: { number } }, receiptLines);
      }
      writeNewFile(pdf, await inquiry.download({ operation: 'getZakatReceiptPdf', fields: { number } }));
      await inquiry.context.result(`receipt written to ${pdf}\n`);
    });
}

export function addVerify(parent: Command, context: CommandContext): void {
  addLedgerOptions(parent.command('verify'))
    .description('ask whether a receipt that you were shown is genuine; needs no credentials')
    .argument('<number>', 'such as MZ-1448-000001-0')
    .requiredOption('--code <code>', 'as the receipt says')
    .action((number: string, { code }: { code: string }, command: Command) =>
      new LedgerInquiry(command, context).ask(
        { operation: 'verifyZakatReceipt', fields: { number, code } },
        (receipt, palette) => ['the receipt is genuine', ...factLines(deduction(receipt, palette))],
      ),
    );
}

function receiptLines(receipt: JsonObject, palette: Palette): string[] {
  return factLines([
    ...deduction(receipt, palette),
    ['name', plain(receipt.name)],
    ['cnic', plain(receipt.cnic)],
    ['wallet', plain(receipt.wallet_address)],
    ['balance', units(receipt.balance)],
    ['debts', optional(receipt.debts) && units(receipt.debts)],
    ['nisab', receipt.nisab === null ? undefined : nisabText(member(receipt.nisab))],
    ['rate', ratio(receipt.rate)],
    ['policy', optional(receipt.policy_version) && `version ${plain(receipt.policy_version)}`],
    ['charged', plain(receipt.charged_at)],
    ['code', plain(receipt.code)],
    ['verify', plain(receipt.verify_url)],
  ]);
}

/** What anyone may know. */
function deduction(receipt: JsonObject, palette: Palette) {
  return [
    ['number', plain(receipt.number)],
    ['amount', { text: units(receipt.amount), paint: palette.bold }],
    ['date', `${plain(receipt.date)}, ${plain(receipt.hijri_date)} AH`],
    ['txid', plain(receipt.txid)],
    ['block', `${plain(receipt.height)} ${plain(receipt.block_hash)}`],
  ] as const;
}
