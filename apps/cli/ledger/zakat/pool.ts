import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { factLines, member, members, units } from './facts.js';

export function addPoolCommands(parent: Command, context: CommandContext): void {
  const group = parent.command('pool').description('the wallet that zakat is paid to: show it, create it');
  addLedgerOptions(group.command('show', { isDefault: true }))
    .description('what came in and went out, and the block as of which')
    .action((_: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'getZakatPool' }, poolLines),
    );
  addLedgerOptions(group.command('create'))
    .description('make the wallet of the pool, once; its key is kept on the server')
    .action((_: unknown, command: Command) =>
      new LedgerInquiry(command, context).ask({ operation: 'makeZakatPool' }, ({ address }) => [plain(address)]),
    );
}

function poolLines(pool: JsonObject, palette: Palette): string[] {
  const { collected, contributed, minted } = member(pool.received);
  const { distributed, refunded, other } = member(pool.paid);
  return [
    ...factLines([
      ['address', plain(pool.address)],
      ['key', pool.custodial === true ? 'kept on the server' : 'kept elsewhere'],
      ['balance', { text: units(pool.balance), paint: palette.bold }],
      ['collected', plain(collected)],
      ['contributed', plain(contributed)],
      ['minted', plain(minted)],
      ['distributed', plain(distributed)],
      ['refunded', plain(refunded)],
      ['other', plain(other)],
      ['as of', `block ${plain(pool.height)} ${plain(pool.block_hash)}`],
      ['digest', plain(pool.utxo_digest)],
    ]),
    ...members(pool.periods).flatMap((period) => ['', ...periodLines(period)]),
  ];
}

function periodLines({ period, charged, collected, refunded, distributed }: JsonObject): string[] {
  const asnaf = Object.entries(member(distributed)).filter(([, amount]) => plain(amount) !== '0');
  return factLines([
    ['period', plain(period)],
    ['collected', `${units(collected)} in ${plain(charged)} deductions`],
    ['refunded', units(refunded)],
    ...asnaf.map(([name, amount]) => [name, units(amount)] as const),
  ]);
}
