import type { StorageChoice } from '@app/infrastructure/configuration/storage-choice.js';
import type { ModeName } from '@app/kernel';
import type { Logger } from 'pino';

/** The metric of lines that were lost, which stands in both APIs' metrics: the log is the process's. */
export const DROPPED_LINES = 'mizan_log_lines_dropped_total';

/** What the process as a whole decides for each API in it. */
export interface ServingOptions<Storage = StorageChoice> {
  readonly mode: ModeName;
  /** Whether a demo may open a store that was in production. */
  readonly exposeKeys: boolean;
  readonly host: string;
  readonly port: number;
  readonly hostNames: readonly string[] | undefined;
  /** Addresses and networks of proxies whose word is taken for where a request comes from. */
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly docs: boolean;
  /** Whether the pages for people are served. */
  readonly web: boolean;
  readonly metrics: boolean;
  /** Whether an address may ask only so much. */
  readonly rateLimit: boolean;
  /** Whether browsers are told to come back by HTTPS only. */
  readonly strictTransport: boolean;
  readonly storage: Storage;
  readonly log: Logger;
  /** Log lines that could not be written since the start. */
  readonly droppedLogLines: () => number;
}

/** An API that answers at `url`. */
export interface RunningApi {
  readonly url: string;
  /** Stops accepting, finishes what was accepted, and closes what it holds open. */
  close(): Promise<void>;
}
