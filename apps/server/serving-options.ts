import type { Logger } from 'pino';

/** What the process as a whole decides for each API in it. */
export interface ServingOptions {
  readonly host: string;
  readonly port: number;
  readonly hostNames: readonly string[] | undefined;
  readonly corsOrigins: readonly string[];
  readonly docs: boolean;
  readonly metrics: boolean;
  readonly storage: StorageChoice;
  readonly log: Logger;
}

/** Where the server's configuration says that things are kept; `directory` is DATA_DIR. */
export type StorageChoice =
  | { kind: 'embedded'; directory: string }
  | { kind: 'postgres'; url: string }
  | { kind: 'memory' };

/** An API that answers at `url`. */
export interface RunningApi {
  readonly url: string;
  /** Stops accepting, finishes what was accepted, and closes what it holds open. */
  close(): Promise<void>;
}
