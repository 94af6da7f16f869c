import type { Exhaustion } from '@app/infrastructure/process/exhaustion.js';

/** What the main thread asks of the thread that runs PGlite. Requests are answered in order, one by one. */
export type WorkerRequest =
  /** Whole PostgreSQL protocol messages, as a client writes them to its socket. */
  | { id: number; kind: 'exchange'; bytes: Uint8Array }
  /** A new client takes over the one session: undo and forget what the last one left. */
  | { id: number; kind: 'reset' }
  | { id: number; kind: 'close' };

export type WorkerReply =
  | { kind: 'ready' }
  /**
   * `exhausted` when the machine does not let the directory be used now; else `unusable` when it was looked at and refused,
   * with the reason as one line.
   */
  | { kind: 'start-failed'; exhausted?: Exhaustion; unusable: boolean; reason: string; code: string | undefined }
  | { id: number; kind: 'answer'; bytes: Uint8Array }
  | { id: number; kind: 'failure'; reason: string };

export interface WorkerStart {
  /** Locked by the main thread for as long as the worker lives. */
  directory: string;
  program: WebAssembly.Module;
}
