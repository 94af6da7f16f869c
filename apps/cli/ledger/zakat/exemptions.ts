import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { addKeyOption, addPageOptions, type PageFlags } from '../ledger-options.js';
import { factLines, optional, rowLines } from './facts.js';

interface ExemptionFlags {
  readonly fiqh?: string;
  readonly swornOn?: string;
  readonly filedOn?: string;
  readonly documentSha256?: string;
  readonly note?: string;
}

export function addExemptionCommands(parent: Command, context: CommandContext): void {
  const group = parent.command('exemptions').description('exemptions of wallets: list, add, accept, end');
  addPageOptions(addLedgerOptions(group.command('list', { isDefault: true })))
    .description('filed exemptions')
    .option('--wallet <address>', 'only those of this wallet')
    .action(({ limit, cursor, wallet }: PageFlags & { wallet?: string }, command: Command) =>
      new LedgerInquiry(command, context).askList(
        { operation: 'listZakatExemptions', fields: { limit, cursor, wallet_address: wallet } },
        exemptionTable,
      ),
    );
  addAdd(group, context);
  addLedgerOptions(group.command('accept'))
    .description('accept an exemption: it counts from the day on which it was filed')
    .argument('<id>', 'of the exemption')
    .action((id: string, _: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'acceptZakatExemption', fields: { id } }, exemptionLines),
    );
  addLedgerOptions(group.command('end'))
    .description('end an exemption, or refuse it')
    .argument('<id>', 'of the exemption')
    .option('--on <date>', 'the first day on which it does not count (default: today)')
    .action((id: string, { on }: { on?: string }, command: Command) =>
      new LedgerInquiry(command, context).ask(
        { operation: 'endZakatExemption', fields: { id }, body: { ended_on: on } },
        exemptionLines,
      ),
    );
}

function addAdd(group: Command, context: CommandContext): void {
  addKeyOption(addLedgerOptions(group.command('add')))
    .description('file an exemption of the owner of a wallet; it counts once it is accepted')
    .argument('<wallet>', 'its address')
    .argument('<kind>', 'non_muslim, non_citizen, not_sahib_e_nisab or cz50')
    .option('--fiqh <name>', 'of a cz50: the school of law')
    .option('--sworn-on <date>', 'of a cz50: the day of the oath')
    .option('--filed-on <date>', 'the day on which the paper came in (default: today)')
    .option('--document-sha256 <hash>', 'SHA-256 of the declaration as a file')
    .option('--note <text>', 'for those who read it')
    .addHelpText(
      'after',
      `
Example:
  mizan zakat exemptions add ADDRESS cz50 --fiqh Fiqh-e-Jafria --sworn-on 2026-11-01`,
    )
    .action((wallet: string, kind: string, flags: ExemptionFlags, command: Command) => {
      const { fiqh, swornOn, filedOn, documentSha256, note } = flags;
      const declared = { fiqh, sworn_on: swornOn, filed_on: filedOn, document_sha256: documentSha256, note };
      return new LedgerInquiry(command, context).ask(
        { operation: 'fileZakatExemption', body: { wallet_address: wallet, kind, ...declared } },
        exemptionLines,
      );
    });
}

function exemptionLines(exemption: JsonObject, palette: Palette): string[] {
  return factLines([
    ['exemption', plain(exemption.id)],
    ['wallet', plain(exemption.wallet_address)],
    ['kind', plain(exemption.kind)],
    ['state', { text: plain(exemption.state), paint: palette.bold }],
    ['fiqh', optional(exemption.fiqh)],
    ['sworn', optional(exemption.sworn_on)],
    ['filed', plain(exemption.filed_on)],
    ['accepted', optional(exemption.accepted_on)],
    ['ended', optional(exemption.ended_on)],
    ['note', optional(exemption.note)],
  ]);
}

function exemptionTable(rows: JsonObject[], palette: Palette): string[] {
  return rowLines(
    rows,
    [
      ['kind', ({ kind }) => plain(kind)],
      ['state', ({ state }) => plain(state)],
      ['filed', ({ filed_on }) => plain(filed_on)],
      ['accepted', ({ accepted_on }) => optional(accepted_on)],
      ['ended', ({ ended_on }) => optional(ended_on)],
      ['wallet', ({ wallet_address }) => plain(wallet_address)],
      ['exemption', ({ id }) => plain(id)],
    ],
    'no exemptions',
    palette,
  );
}
