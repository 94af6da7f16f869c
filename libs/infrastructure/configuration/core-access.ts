import { readEnvironment } from './read-environment.js';
import * as variables from './variables.js';
import { readWalletFile } from './wallet-file.js';

export const coreVariables = {
  FLOPCOIN_RPC_HOST: variables
    .peerHost(undefined)
    .describe('Core’s JSON-RPC: host name or IP address. Not set: `127.0.0.1` where `FLOPCOIN_BACKEND=core`'),
  FLOPCOIN_RPC_PORT: variables.integer({ min: 1, max: 65_535 }, 32_553).describe('Its port'),
  FLOPCOIN_RPC_USER: variables.text(undefined).describe('Its `rpcuser`; needs the password too'),
  FLOPCOIN_RPC_PASSWORD: variables.secret('must be the rpcpassword of Core').describe('Its `rpcpassword`'),
  FLOPCOIN_RPC_COOKIE_FILE: variables.path(undefined).describe('Core’s `.cookie` file, in place of user and password'),
  FLOPCOIN_RPC_TIMEOUT_MS: variables
    .integer({ min: 100, max: 120_000 }, 15_000)
    .describe('Longest wait for an answer of Core, in milliseconds'),
};

/** How Core is reached. */
export interface CoreConfig {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly login: { readonly user: string; readonly password: string } | { readonly cookieFile: string };
}

interface CoreValues {
  readonly FLOPCOIN_RPC_HOST: string | undefined;
  readonly FLOPCOIN_RPC_PORT: number;
  readonly FLOPCOIN_RPC_USER: string | undefined;
  readonly FLOPCOIN_RPC_PASSWORD: string | undefined;
  readonly FLOPCOIN_RPC_COOKIE_FILE: string | undefined;
  readonly FLOPCOIN_RPC_TIMEOUT_MS: number;
}

/** Of variables that were found to be complete. */
export function coreConfig(values: CoreValues): CoreConfig {
  const { FLOPCOIN_RPC_USER: user, FLOPCOIN_RPC_PASSWORD: password, FLOPCOIN_RPC_COOKIE_FILE: cookieFile } = values;
  return {
    host: values.FLOPCOIN_RPC_HOST ?? '127.0.0.1',
    port: values.FLOPCOIN_RPC_PORT,
    timeoutMs: values.FLOPCOIN_RPC_TIMEOUT_MS,
    login: cookieFile === undefined ? { user: user!, password: password! } : { cookieFile },
  };
}

/**
 * For commands: the Core of the server's environment and wallet file, `undefined` when they name no host.
 * @throws ConfigurationFaults
 */
export function readCoreAccess(environment: NodeJS.ProcessEnv = process.env): CoreConfig | undefined {
  const values = readEnvironment(coreVariables, readWalletFile(environment), (read, addFault) => {
    const isLogin = read.FLOPCOIN_RPC_USER !== undefined && read.FLOPCOIN_RPC_PASSWORD !== undefined;
    if (read.FLOPCOIN_RPC_HOST !== undefined && read.FLOPCOIN_RPC_COOKIE_FILE === undefined && !isLogin)
      addFault('FLOPCOIN_RPC_USER, FLOPCOIN_RPC_PASSWORD: set both, or FLOPCOIN_RPC_COOKIE_FILE, to log in to Core');
  });
  return values.FLOPCOIN_RPC_HOST === undefined ? undefined : coreConfig(values);
}
