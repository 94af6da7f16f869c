import { type Command, InvalidArgumentError } from 'commander';
import { administratorToken } from '../administrator-token.js';
import type { AskedServer } from '../asking/asked-server.js';
import { type ConnectionFlags, DEFAULT_TIMEOUT_SECONDS, parseTimeout, parseUrl } from '../asking/connection-flags.js';
import { CommandFailure } from '../command-failure.js';
import { USAGE_ERROR } from '../exit-codes.js';
import { sessionToken } from '../session-token.js';
import type { LedgerServer } from './ledger-client.js';

export const DEFAULT_LEDGER_URL = 'http://localhost:8080';
/** For what makes the ledger reckon everything: it may have a hundred thousand wallets. */
export const RECKONING_SECONDS = 600;

/** Whose token is sent. */
export type Asker = 'administrator' | 'user';

const HOW_TO_PROVE = {
  administrator: {
    without: 'this is for administrators: set MIZAN_ADMIN_TOKEN, or MIZAN_ADMIN_TOKEN_FILE',
    with: 'the token that is set is no longer, or not yet, of an administrator of this server (ADMIN_TOKEN_HASH)',
  },
  user: {
    without:
      'this is for users: set MIZAN_SESSION_TOKEN, or MIZAN_SESSION_TOKEN_FILE, to what POST /auth/verify-otp gave',
    with: 'the session whose token is set has ended: log in again',
  },
} as const;
const OF_A_KEY =
  'the API key that is set was revoked or has expired, or its holder is gone: `mizan ledger keys` lists them';

export type LedgerConnection = LedgerServer & AskedServer;

/** @param timeoutSeconds for what takes the server long */
export function addLedgerOptions(command: Command, timeoutSeconds: number = DEFAULT_TIMEOUT_SECONDS): Command {
  return command
    .option(
      '--url <url>',
      `address of the ledger (or set MIZAN_LEDGER_URL; default: ${DEFAULT_LEDGER_URL})`,
      parseLedgerUrl,
    )
    .option('--timeout <seconds>', 'wait this long for an answer', parseTimeout, timeoutSeconds)
    .option('--json', 'print the answer as the ledger wrote it');
}

/** @throws CommandFailure for an address that is none, or when the token would travel in the clear */
export function openLedger(
  flags: ConnectionFlags,
  who: Asker = 'administrator',
  environment: NodeJS.ProcessEnv = process.env,
): LedgerConnection {
  const url = flags.url ?? urlOfEnvironment(environment) ?? new URL(DEFAULT_LEDGER_URL);
  const token = who === 'user' ? sessionToken(url, environment) : administratorToken(url, environment);
  return {
    api: 'ledger',
    url,
    timeoutMs: (flags.timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    token,
    isBare: flags.json ?? false,
    howToProve: howToProve(who, token),
  };
}

/** A key stands where a token does: see docs/api-keys.md. */
function howToProve(who: Asker, token: string | undefined): string {
  if (token?.startsWith('mizan_key_')) return OF_A_KEY;
  return HOW_TO_PROVE[who][token === undefined ? 'without' : 'with'];
}

function parseLedgerUrl(text: string): URL {
  return parseUrl(text, DEFAULT_LEDGER_URL);
}

function urlOfEnvironment({ MIZAN_LEDGER_URL: text }: NodeJS.ProcessEnv): URL | undefined {
  if (!text) return undefined;
  try {
    return parseLedgerUrl(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new CommandFailure(`MIZAN_LEDGER_URL: ${error.message}`, USAGE_ERROR, { cause: error });
  }
}
