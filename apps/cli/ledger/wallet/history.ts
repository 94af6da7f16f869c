import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { shellWord } from '../../asking/shell-word.js';
import { addTimeOptions, type TimeFlags } from '../../asking/statement-options.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addPageOptions, type PageFlags } from '../ledger-options.js';
import { members, optional, rowLines } from '../zakat/facts.js';

interface HistoryFlags extends PageFlags, TimeFlags {
  readonly type?: string;
}

export function addHistory(parent: Command, context: CommandContext): void {
  addPageOptions(addTimeOptions(addLedgerOptions(parent.command('history'))))
    .description('what came to a wallet and went, the newest first, with the balance after each')
    .argument('<address>', 'of the wallet')
    .option('--type <type>', 'only reward, send or zakat_deduction')
    .addHelpText(
      'after',
      `
Anyone may look. With your session, the notes of payments that you made or received stand beside them.

Example:
  mizan ledger history ADDRESS --from 2026-11-01 --to 2026-11-30`,
    )
    .action((address: string, { from, to, type, limit, cursor }: HistoryFlags, command: Command) =>
      new LedgerInquiry(command, context, 'user').ask(
        { operation: 'listWalletHistory', fields: { address, from, to, type, limit, cursor } },
        ({ lines, next_cursor: next }, palette) => [
          ...historyLines(members(lines), palette),
          ...(typeof next === 'string' ? [`more: --cursor ${shellWord(next)}`] : []),
        ],
      ),
    );
}

/** Lines of a history or a statement as a table. */
export function historyLines(lines: JsonObject[], palette: Palette): string[] {
  return rowLines(
    lines,
    [
      ['time', ({ time }) => plain(time)],
      ['type', ({ type }) => plain(type)],
      ['change', changeOf, 'right'],
      ['balance', ({ balance_after }) => plain(balance_after), 'right'],
      ['with', ({ counterparty }) => optional(counterparty)],
      ['txid', ({ txid }) => plain(txid)],
      ['note', ({ note }) => optional(note)],
    ],
    'nothing came or went',
    palette,
  );
}

function changeOf({ direction, units }: JsonObject): string {
  const sign = direction === 'in' ? '+' : direction === 'out' ? '-' : '';
  return `${sign}${plain(units)}`;
}
