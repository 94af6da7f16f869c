import { type Command, InvalidArgumentError } from 'commander';
import { administratorToken } from '../administrator-token.js';
import { readKeyFile } from './key-file.js';
import type { RegistryServer } from './registry-client.js';

export const DEFAULT_URL = 'http://localhost:8000';
export const DEFAULT_TIMEOUT_SECONDS = 30;
const MAX_TIMEOUT_SECONDS = 3600;

/** What a command line says about the connection; whatever is left out is decided by {@link openConnection}. */
export interface ConnectionFlags {
  readonly url?: URL;
  readonly keyFile?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly json?: boolean;
}

export interface Connection extends RegistryServer {
  /** Answers are printed as they came. */
  readonly isBare: boolean;
}

export function addConnectionOptions(command: Command): Command {
  return command
    .option('--url <url>', `address of the registry (default: ${DEFAULT_URL})`, parseUrl)
    .option('--key-file <file>', 'sign every request with the private key in this file (or set MIZAN_KEY_FILE)')
    .option('--timeout <seconds>', `wait this long for an answer (default: ${DEFAULT_TIMEOUT_SECONDS})`, parseTimeout)
    .option('--json', 'print the answer as the registry wrote it');
}

/** The flags of `command`, those of its groups where it is silent, and `defaults` where those are. */
export function connectionFlagsOf(command: Command, defaults: ConnectionFlags = {}): ConnectionFlags {
  const outer = command.parent ? connectionFlagsOf(command.parent, defaults) : defaults;
  const { url, keyFile, timeout, json } = command.opts<ConnectionFlags>();
  return {
    url: url ?? outer.url,
    keyFile: keyFile ?? outer.keyFile,
    timeout: timeout ?? outer.timeout,
    json: json ?? outer.json,
  };
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

/** @throws InvalidArgumentError */
export function parseUrl(text: string): URL {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.search || url.hash || url.username || url.password) {
    throw new InvalidArgumentError(`It must look like ${DEFAULT_URL}, without credentials or a query.`);
  }
  return url;
}

/** @throws InvalidArgumentError */
export function parseTimeout(text: string): number {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS) return seconds;
  throw new InvalidArgumentError(`It must be a number of seconds, more than 0 and at most ${MAX_TIMEOUT_SECONDS}.`);
}
