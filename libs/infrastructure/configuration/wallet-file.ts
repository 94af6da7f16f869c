import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ConfigurationFaults } from './configuration-faults.js';

/** Keys of the file, and the variable that each stands for and that wins over it. */
export const WALLET_FILE_KEYS: Readonly<Record<string, string>> = {
  'rpc.host': 'FLOPCOIN_RPC_HOST',
  'rpc.port': 'FLOPCOIN_RPC_PORT',
  'rpc.user': 'FLOPCOIN_RPC_USER',
  'rpc.password': 'FLOPCOIN_RPC_PASSWORD',
  'rpc.cookie_file': 'FLOPCOIN_RPC_COOKIE_FILE',
  'rpc.timeout_ms': 'FLOPCOIN_RPC_TIMEOUT_MS',
  'wallet.max_transaction_amount': 'WALLET_MAX_TRANSACTION_AMOUNT',
  'wallet.rate_limit_window': 'WALLET_RATE_LIMIT_WINDOW',
  'wallet.max_transactions_per_window': 'WALLET_MAX_TRANSACTIONS_PER_WINDOW',
  'wallet.max_network_fee': 'WALLET_MAX_NETWORK_FEE',
  'wallet.consolidation_fee_per_day': 'WALLET_CONSOLIDATION_FEE_PER_DAY',
  'wallet.max_addresses_per_window': 'WALLET_MAX_ADDRESSES_PER_WINDOW',
  'wallet.confirmations': 'WALLET_CONFIRMATIONS',
  'wallet.poll_interval_ms': 'WALLET_POLL_INTERVAL_MS',
};

const DEFAULT_PATH = 'config/wallet.yaml';

/**
 * The environment, completed by the file that `WALLET_CONFIG` names, or by `config/wallet.yaml` if there is one.
 * @throws ConfigurationFaults when the file cannot be read or says something unknown
 */
export function readWalletFile(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const named = environment.WALLET_CONFIG?.trim() || undefined;
  const text = readText(named);
  if (text === undefined) return environment;
  const completed: NodeJS.ProcessEnv = { ...environment };
  const faults: string[] = [];
  for (const [key, value] of leaves(parseFile(text))) {
    const variable = WALLET_FILE_KEYS[key];
    if (variable === undefined) faults.push(`WALLET_CONFIG: the key ${JSON.stringify(key.slice(0, 60))} is not known`);
    else if (value === undefined) faults.push(`WALLET_CONFIG: ${key} must be a single value`);
    else if (!completed[variable]?.trim()) completed[variable] = value;
  }
  if (faults.length > 0) throw new ConfigurationFaults(faults);
  return completed;
}

function readText(named: string | undefined): string | undefined {
  try {
    return readFileSync(named ?? DEFAULT_PATH, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (named === undefined && code === 'ENOENT') return undefined;
    throw new ConfigurationFaults([`WALLET_CONFIG: the file cannot be read (${code})`]);
  }
}

/** Every value as the text that stands in the file, so that no amount passes through a double. */
function parseFile(text: string): unknown {
  // Most servers have no such file, and the library takes 40 ms and 8 MB to load.
  const { parse, YAMLParseError } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  try {
    return parse(text, { schema: 'failsafe', uniqueKeys: true, maxAliasCount: 0 }) ?? {};
  } catch (error) {
    // Nothing of its text: it may hold a password.
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    const where = line === undefined ? '' : ` (line ${line})`;
    throw new ConfigurationFaults([`WALLET_CONFIG: the file is not YAML${where}; see config/wallet.example.yaml`]);
  }
}

function* leaves(file: unknown): Generator<[key: string, value: string | undefined]> {
  if (!isRecord(file)) throw new ConfigurationFaults(['WALLET_CONFIG: the file must hold the sections rpc and wallet']);
  for (const [section, entries] of Object.entries(file)) {
    if (entries === '' || entries === null) continue;
    if (!isRecord(entries)) yield [section, undefined];
    else
      for (const [key, value] of Object.entries(entries))
        yield [`${section}.${key}`, typeof value === 'string' ? value : undefined];
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
