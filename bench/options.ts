import { parseArgs } from 'node:util';
import { DATABASES, type DatabaseKind } from './ledger/places.js';

export interface BenchOptions {
  /** Rounds of each contestant. */
  readonly pairs: number;
  /** Length of a round that is measured by time. */
  readonly seconds: number;
  readonly clients: readonly number[];
  readonly databases: readonly DatabaseKind[];
  /** Sizes of the chains that are filled, in transactions. */
  readonly transactions: readonly number[] | undefined;
  readonly wallets: readonly number[];
  /** Registered users who are assessed. */
  readonly profiles: number | undefined;
  /** Coins of the owners that are compared with those of ten. */
  readonly coins: readonly number[];
  /** Nodes that send heartbeats. */
  readonly nodes: number | undefined;
  readonly powBits: number;
  /** Whether to replay the chain at the end and compare it with what the server and the clients believe. */
  readonly verify: boolean;
  /** A database URL or directory that `fill` fills and leaves. */
  readonly into: string | undefined;
  /** Whether to write and print processor profiles of the server. */
  readonly profile: boolean;
}

export interface CommandLine {
  readonly names: readonly string[];
  /** Where the report goes instead of reports/bench/<name>.json. */
  readonly json: string | undefined;
  readonly options: BenchOptions;
}

/** The command line is not one that the bench understands. */
export class BadCommandLine extends Error {}

/** @throws BadCommandLine */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new BadCommandLine('name a bench');
  if (values.json !== undefined && positionals.length > 1) throw new BadCommandLine('--json takes one bench');
  return {
    names: positionals,
    json: values.json,
    options: {
      pairs: number('pairs', values.pairs, 1),
      seconds: number('seconds', values.seconds, 0),
      clients: numbers('clients', values.clients),
      databases: databases(values.databases),
      transactions: values.transactions === undefined ? undefined : numbers('transactions', values.transactions),
      wallets: numbers('wallets', values.wallets),
      profiles: values.profiles === undefined ? undefined : number('profiles', values.profiles, 4),
      coins: numbers('coins', values.coins),
      nodes: values.nodes === undefined ? undefined : number('nodes', values.nodes, 1),
      powBits: number('pow-bits', values['pow-bits'], 0),
      verify: !values['no-verify'],
      into: values.into,
      profile: values.profile,
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        pairs: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '5' },
        clients: { type: 'string', default: '1,64,256' },
        databases: { type: 'string', default: DATABASES.join(',') },
        transactions: { type: 'string' },
        wallets: { type: 'string', default: '1000,10000' },
        profiles: { type: 'string' },
        coins: { type: 'string', default: '1000,100000' },
        nodes: { type: 'string' },
        'pow-bits': { type: 'string', default: '12' },
        'no-verify': { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
        into: { type: 'string' },
        json: { type: 'string' },
      },
    });
  } catch (cause) {
    throw new BadCommandLine((cause as Error).message, { cause });
  }
}

/** `10_000` and `1e6` are numbers too. */
function number(name: string, text: string, least: number): number {
  const value = Number(text.replaceAll('_', ''));
  if (text === '' || !(value >= least)) throw new BadCommandLine(`--${name} must be a number from ${least} up`);
  return value;
}

function numbers(name: string, text: string): number[] {
  return text.split(',').map((part) => number(name, part, 1));
}

function databases(text: string): DatabaseKind[] {
  return text.split(',').map((name) => {
    const known = DATABASES.find((kind) => kind === name);
    if (!known) throw new BadCommandLine(`--databases takes ${DATABASES.join(' and ')}`);
    return known;
  });
}
