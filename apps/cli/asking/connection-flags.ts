import { type Command, InvalidArgumentError } from 'commander';

export const DEFAULT_TIMEOUT_SECONDS = 30;
const MAX_TIMEOUT_SECONDS = 3600;

/** What a command line says about the connection; what is left out is decided when it is opened. */
export interface ConnectionFlags {
  readonly url?: URL;
  readonly keyFile?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly json?: boolean;
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

/** @throws InvalidArgumentError that shows `example` */
export function parseUrl(text: string, example: string): URL {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.search || url.hash || url.username || url.password) {
    throw new InvalidArgumentError(`It must look like ${example}, without credentials or a query.`);
  }
  return url;
}

/** @throws InvalidArgumentError */
export function parseTimeout(text: string): number {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS) return seconds;
  throw new InvalidArgumentError(`It must be a number of seconds, more than 0 and at most ${MAX_TIMEOUT_SECONDS}.`);
}
