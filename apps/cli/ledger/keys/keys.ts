import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { numberOrText } from '../../asking/number-or-text.js';
import type { Palette } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { LedgerInquiry } from '../ask-ledger.js';
import { addLedgerOptions } from '../ledger-connection.js';
import { collect } from '../ledger-options.js';
import { factLines, optional, rowLines } from '../zakat/facts.js';

interface HolderFlags {
  readonly administrator?: boolean;
}

interface MakeFlags extends HolderFlags {
  readonly scope: string[];
  readonly expiresIn?: string;
  readonly limitPerDay?: string;
  readonly address?: string[];
  readonly network?: string[];
  readonly otp?: string;
}

/** For the user whose session it is, or for an administrator. */
export function addKeyCommands(parent: Command, context: CommandContext): void {
  const group = parent.command('keys').description('keys of programs that act for you: list, make, revoke');
  addHolderOptions(group.command('list', { isDefault: true }))
    .description('your keys, or those of all administrators')
    .action((flags: HolderFlags, command: Command) =>
      inquiry(command, context, flags).askList(
        { operation: flags.administrator ? 'listAdminKeys' : 'listMyKeys' },
        keyTable,
      ),
    );
  addMake(group, context);
  addHolderOptions(group.command('revoke'))
    .description('revoke a key for good: yours, or any as an administrator')
    .argument('<id>', 'of the key')
    .action((id: string, flags: HolderFlags, command: Command) =>
      inquiry(command, context, flags).ask(
        { operation: flags.administrator ? 'revokeAdminKey' : 'revokeMyKey', fields: { id } },
        keyLines,
      ),
    );
}

function addMake(group: Command, context: CommandContext): void {
  addHolderOptions(group.command('make'))
    .description('make a key; it is printed this once')
    .argument('<name>', 'to tell it by')
    .requiredOption(
      '--scope <scope>',
      'what it may do: read, zakat, webhooks; send and requests of a user, issue and admin of an administrator; may be repeated',
      collect,
    )
    .option('--expires-in <seconds>', 'until it expires (default: it does not)')
    .option('--limit-per-day <units>', 'what may go out by it on a day, with the scope send or issue')
    .option('--address <address>', 'the only address that units may go to by these; may be repeated', collect)
    .option('--network <network>', 'the only network that it may be used from; may be repeated', collect)
    .option('--otp <code>', 'a one-time password for payments: needed in production for a key of a user')
    .addHelpText('after', '\nExample:\n  mizan ledger keys make books --scope read --network 10.0.0.0/8')
    .action((name: string, flags: MakeFlags, command: Command) =>
      inquiry(command, context, flags).ask(
        { operation: flags.administrator ? 'makeAdminKey' : 'makeMyKey', body: bodyOf(name, flags) },
        keyLines,
      ),
    );
}

function addHolderOptions(command: Command): Command {
  return addLedgerOptions(command).option('--administrator', 'of administrators, by MIZAN_ADMIN_TOKEN');
}

function inquiry(command: Command, context: CommandContext, { administrator }: HolderFlags): LedgerInquiry {
  return new LedgerInquiry(command, context, administrator ? 'administrator' : 'user');
}

function bodyOf(name: string, { scope, expiresIn, limitPerDay, address, network, otp }: MakeFlags) {
  return {
    name,
    scopes: scope,
    expires_in: expiresIn === undefined ? undefined : numberOrText(expiresIn),
    limit_per_day: limitPerDay === undefined ? undefined : numberOrText(limitPerDay),
    addresses: address,
    networks: network,
    otp,
  };
}

function keyLines(key: JsonObject, palette: Palette): string[] {
  return factLines([
    ['id', plain(key.id)],
    ['name', plain(key.name)],
    ['holder', plain(key.holder)],
    ['scopes', listed(key.scopes)],
    ['state', { text: plain(key.state), paint: palette.bold }],
    ['limit', optional(key.limit_per_day)],
    ['addresses', listed(key.addresses)],
    ['networks', listed(key.networks)],
    ['expires', optional(key.expires_at)],
    ['revoked', optional(key.revoked_at)],
    ['key', optional(key.key)],
  ]);
}

function keyTable(rows: JsonObject[], palette: Palette): string[] {
  return rowLines(
    rows,
    [
      ['name', ({ name }) => plain(name)],
      ['holder', ({ holder }) => plain(holder)],
      ['scopes', ({ scopes }) => listed(scopes)],
      ['state', ({ state }) => plain(state)],
      ['last used', ({ last_used_at }) => optional(last_used_at)],
      ['id', ({ id }) => plain(id)],
    ],
    'no keys',
    palette,
  );
}

function listed(value: JsonObject[string] | undefined): string | undefined {
  return Array.isArray(value) ? value.map(plain).join(', ') : undefined;
}
