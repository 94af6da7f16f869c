import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { factLines, members, rowLines } from '../zakat/facts.js';

/** For the user whose session it is. */
export function addContactCommands(parent: Command, context: CommandContext): void {
  const group = parent.command('contacts').description('the wallets that you pay: list, add, change, remove');
  addLedgerOptions(group.command('list', { isDefault: true }))
    .description('your contacts, by name')
    .action((_flags: object, command: Command) =>
      new LedgerInquiry(command, context, 'user').ask({ operation: 'listContacts' }, contactTable),
    );
  addLedgerOptions(group.command('add'))
    .description('add a contact')
    .argument('<name>', 'yours for them')
    .argument('<address>', 'of their wallet')
    .action((name: string, address: string, _flags: object, command: Command) =>
      new LedgerInquiry(command, context, 'user').ask(
        { operation: 'addContact', body: { name, address } },
        contactLines,
      ),
    );
  addLedgerOptions(group.command('change'))
    .description('change name and address of a contact')
    .argument('<id>', 'of the contact')
    .argument('<name>', 'the new one')
    .argument('<address>', 'the new one')
    .action((id: string, name: string, address: string, _flags: object, command: Command) =>
      new LedgerInquiry(command, context, 'user').ask(
        { operation: 'changeContact', fields: { id }, body: { name, address } },
        contactLines,
      ),
    );
  addLedgerOptions(group.command('remove'))
    .description('delete a contact')
    .argument('<id>', 'of the contact')
    .action((id: string, _flags: object, command: Command) =>
      new LedgerInquiry(command, context, 'user').ask({ operation: 'deleteContact', fields: { id } }, () => [
        'deleted',
      ]),
    );
}

function contactLines(contact: JsonObject, palette: Palette): string[] {
  return factLines([
    ['name', { text: plain(contact.name), paint: palette.bold }],
    ['address', plain(contact.checksummed_address)],
    ['contact', plain(contact.id)],
  ]);
}

function contactTable({ contacts }: JsonObject, palette: Palette): string[] {
  return rowLines(
    members(contacts),
    [
      ['name', ({ name }) => plain(name)],
      ['address', ({ checksummed_address }) => plain(checksummed_address)],
      ['contact', ({ id }) => plain(id)],
    ],
    'no contacts',
    palette,
  );
}
