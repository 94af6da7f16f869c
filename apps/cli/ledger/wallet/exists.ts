import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { factLines } from '../zakat/facts.js';

export function addExists(parent: Command, context: CommandContext): void {
  addLedgerOptions(parent.command('exists'))
    .description('whether an address is known to the ledger, and its two spellings; needs no credentials')
    .argument('<address>', '64 hex characters, or the checksummed spelling that begins with mzn1')
    .addHelpText('after', '\nExample:\n  mizan ledger exists mzn1…')
    .action((address: string, _flags: object, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'findAddress', fields: { address } }, (found, palette) =>
        factLines([
          ['known', { text: found.exists === true ? 'yes' : 'no', paint: palette.bold }],
          ['address', plain(found.address)],
          ['checksummed', plain(found.checksummed_address)],
        ]),
      ),
    );
}
