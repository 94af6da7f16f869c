import type { Command } from 'commander';
import { administratorToken } from '../administrator-token.js';
import { type ConnectionFlags, DEFAULT_TIMEOUT_SECONDS, parseTimeout, parseUrl } from '../asking/connection-flags.js';
import { readKeyFile } from './key-file.js';
import type { RegistryServer } from './registry-client.js';

export const DEFAULT_URL = 'http://localhost:8000';

export interface Connection extends RegistryServer {
  /** Answers are printed as they came. */
  readonly isBare: boolean;
}

export function addConnectionOptions(command: Command): Command {
  return command
    .option('--url <url>', `address of the registry (default: ${DEFAULT_URL})`, (text) => parseUrl(text, DEFAULT_URL))
    .option('--key-file <file>', 'sign every request with the private key in this file (or set MIZAN_KEY_FILE)')
    .option('--timeout <seconds>', `wait this long for an answer (default: ${DEFAULT_TIMEOUT_SECONDS})`, parseTimeout)
    .option('--json', 'print the answer as the registry wrote it');
}

/** @throws CommandFailure when the key file cannot be used, or the administrator's token would travel in the clear */
export function openConnection(flags: ConnectionFlags, environment: NodeJS.ProcessEnv = process.env): Connection {
  const keyFile = keyFileOf(flags, environment);
  const url = flags.url ?? new URL(DEFAULT_URL);
  return {
    url,
    timeoutMs: (flags.timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    key: keyFile === undefined ? undefined : readKeyFile(keyFile),
    token: keyFile === undefined ? administratorToken(url, environment) : undefined,
    isBare: flags.json ?? false,
  };
}

/** The flag wins over the variable. */
export function keyFileOf(
  { keyFile }: ConnectionFlags,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  return keyFile ?? (environment.MIZAN_KEY_FILE || undefined);
}
