import { Command, Option } from 'commander';
import type { CommandContext } from '../asking/command-context.js';
import { connectionFlagsOf } from '../asking/connection-flags.js';
import { CommandFailure } from '../command-failure.js';
import { USAGE_ERROR } from '../exit-codes.js';
import { addWalletCommands } from './command-groups.js';
import { addConnectionOptions } from './connection.js';

/** Flags whose values are arguments of a wallet command, in the order in which the command takes them. */
const ARGUMENTS: Readonly<Record<string, readonly (keyof ArgumentFlags)[]>> = {
  health: [],
  create: ['nodeId', 'walletName'],
  info: ['nodeId'],
  balance: ['nodeId'],
  send: ['nodeId', 'recipient', 'amount'],
  transactions: ['nodeId'],
  'new-address': ['nodeId'],
};

interface ArgumentFlags {
  nodeId?: string;
  walletName?: string;
  recipient?: string;
  amount?: string;
}

export interface SpecificationFlags extends ArgumentFlags {
  command?: string;
  idempotencyKey?: string;
}

const FLAG_NAMES: Readonly<Record<keyof SpecificationFlags, string>> = {
  command: '--command',
  nodeId: '--node-id',
  walletName: '--wallet-name',
  recipient: '--recipient',
  amount: '--amount',
  idempotencyKey: '--idempotency-key',
};

/** The flags with which the specification's own tool is used: `--command balance --node-id node_001`. */
export function addSpecificationOptions(program: Command): void {
  addConnectionOptions(program)
    .addOption(new Option('--command <name>', 'run one wallet command').choices(Object.keys(ARGUMENTS)))
    .option('--node-id <id>', 'its node')
    .option('--wallet-name <name>', 'for create')
    .option('--recipient <address>', 'for send')
    .option('--amount <FLOP>', 'for send')
    .option('--idempotency-key <key>', 'for send: a payment with the same key is made once');
}

/**
 * The words that say the same as `flags` to a group of wallet commands; `undefined` when there is no `--command`.
 *
 * @throws CommandFailure for a flag that is missing, or that the command has no use for
 */
export function wordsOf(flags: SpecificationFlags): string[] | undefined {
  const { command, idempotencyKey } = flags;
  const given = (Object.keys(FLAG_NAMES) as (keyof SpecificationFlags)[]).filter((name) => flags[name] !== undefined);
  if (command === undefined) {
    if (given.length > 0) refuse(`${nameAll(given)}: say what to do with --command`);
    return undefined;
  }
  const needed = ARGUMENTS[command] ?? [];
  const missing = needed.filter((name) => flags[name] === undefined);
  if (missing.length > 0) refuse(`--command ${command} needs ${nameAll(missing)}`);
  const useful = new Set<string>([...needed, 'command', ...(command === 'send' ? ['idempotencyKey'] : [])]);
  const useless = given.filter((name) => !useful.has(name));
  if (useless.length > 0) refuse(`--command ${command} has no use for ${nameAll(useless)}`);
  const key = idempotencyKey === undefined ? [] : [`--idempotency-key=${idempotencyKey}`];
  return [command, ...key, '--', ...needed.map((name) => flags[name]!)];
}

/** Runs the wallet command that the flags of `program` spell. @returns false when they spell none */
export async function runSpecified(program: Command, context: CommandContext): Promise<boolean> {
  const words = wordsOf(program.opts<SpecificationFlags>());
  if (!words) return false;
  const group = new Command('mizan').copyInheritedSettings(program);
  addWalletCommands(group, { ...context, defaults: connectionFlagsOf(program) });
  await group.parseAsync(words, { from: 'user' });
  return true;
}

function nameAll(names: readonly (keyof SpecificationFlags)[]): string {
  return names.map((name) => FLAG_NAMES[name]).join(', ');
}

function refuse(message: string): never {
  throw new CommandFailure(message, USAGE_ERROR);
}
