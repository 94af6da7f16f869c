import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { numberOrText } from '../../asking/number-or-text.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addKeyOption, addPageOptions, type PageFlags } from '../ledger-options.js';
import { factLines, optional, rowLines, units } from './facts.js';

export function addDebtCommands(parent: Command, context: CommandContext): void {
  const group = parent.command('debts').description('debts of wallets: list, add, settle');
  addPageOptions(addLedgerOptions(group.command('list', { isDefault: true })))
    .description('declared debts')
    .option('--wallet <address>', 'only those of this wallet')
    .action(({ limit, cursor, wallet }: PageFlags & { wallet?: string }, command: Command) =>
      new LedgerInquiry(command, context).askList(
        { operation: 'listZakatDebts', fields: { limit, cursor, wallet_address: wallet } },
        debtTable,
      ),
    );
  addKeyOption(addLedgerOptions(group.command('add')))
    .description('declare a debt of the owner of a wallet')
    .argument('<wallet>', 'its address')
    .argument('<units>', 'how much is owed')
    .requiredOption('--due <date>', 'when it must be paid')
    .option('--note <text>', 'what it is')
    .addHelpText(
      'after',
      "\nExample:\n  mizan zakat debts add ADDRESS 5000 --due 2027-01-31 --note 'the last instalment'",
    )
    .action((wallet: string, amount: string, { due, note }: { due: string; note?: string }, command: Command) =>
      new LedgerInquiry(command, context).ask(
        {
          operation: 'declareZakatDebt',
          body: { wallet_address: wallet, amount: numberOrText(amount), due_on: due, note },
        },
        debtLines,
      ),
    );
  addLedgerOptions(group.command('settle'))
    .description('say that a debt is no longer owed; it stays, and counts for the days before')
    .argument('<id>', 'of the debt')
    .option('--on <date>', 'the first day on which it is not owed (default: today)')
    .action((id: string, { on }: { on?: string }, command: Command) =>
      new LedgerInquiry(command, context).ask(
        { operation: 'settleZakatDebt', fields: { id }, body: { settled_on: on } },
        debtLines,
      ),
    );
}

function debtLines(debt: JsonObject, palette: Palette): string[] {
  return factLines([
    ['debt', plain(debt.id)],
    ['wallet', plain(debt.wallet_address)],
    ['amount', units(debt.amount)],
    ['due', plain(debt.due_on)],
    ['state', { text: plain(debt.state), paint: palette.bold }],
    ['settled', optional(debt.settled_on)],
    ['note', optional(debt.note)],
  ]);
}

function debtTable(rows: JsonObject[], palette: Palette): string[] {
  return rowLines(
    rows,
    [
      ['due', ({ due_on }) => plain(due_on)],
      ['amount', ({ amount }) => plain(amount), 'right'],
      ['state', ({ state }) => plain(state)],
      ['settled', ({ settled_on }) => optional(settled_on)],
      ['note', ({ note }) => optional(note)],
      ['wallet', ({ wallet_address }) => plain(wallet_address)],
      ['debt', ({ id }) => plain(id)],
    ],
    'no debts',
    palette,
  );
}
