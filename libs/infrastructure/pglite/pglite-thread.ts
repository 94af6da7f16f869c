import { Worker, type WorkerOptions } from 'node:worker_threads';
import { exhaustionOf } from '@app/infrastructure/process/exhaustion.js';
import { WORKER_LIMITS } from '@app/infrastructure/process/worker-limits.js';
import { DirectoryUnavailable, DirectoryUnusable } from './directory.errors.js';
import { pgliteProgram } from './pglite-program.js';
import type { WorkerReply, WorkerRequest, WorkerStart } from './worker-messages.js';

/** The thread that ran the embedded database is gone; carries an errno code when the system gave one. */
export class EmbeddedDatabaseStopped extends Error {
  override readonly name = 'EmbeddedDatabaseStopped';

  constructor(
    reason: string,
    /** Reported by `pg` clients like a lost socket. */
    readonly code: string = 'ECONNRESET',
  ) {
    super(`embedded database stopped: ${reason}`);
  }
}

/** Recovery after a crash reads at most a gigabyte of log; longer than this it hangs. */
const START_TIMEOUT_MS = 120_000;

interface Pending {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

type Unnumbered<Request> = Request extends { id: number } ? Omit<Request, 'id'> : never;

function newWorker(directory: string, file: URL, options: WorkerOptions): Worker {
  try {
    return new Worker(file, options);
  } catch (cause) {
    const exhaustion = exhaustionOf(cause);
    throw exhaustion ? new DirectoryUnavailable(directory, exhaustion, { cause }) : cause;
  }
}

async function programFor(directory: string): Promise<WebAssembly.Module> {
  try {
    return await pgliteProgram();
  } catch (cause) {
    const exhaustion = exhaustionOf(cause);
    throw exhaustion ? new DirectoryUnavailable(directory, exhaustion, { cause }) : cause;
  }
}

function startFailure(directory: string, reply: Extract<WorkerReply, { kind: 'start-failed' }>): Error {
  if (reply.exhausted) return new DirectoryUnavailable(directory, reply.exhausted);
  if (reply.unusable) return new DirectoryUnusable(directory, reply.reason);
  return new EmbeddedDatabaseStopped(reply.reason, reply.code);
}

/** One run of PGlite in a worker thread, from start to death. */
export class PgliteThread {
  /** Resolves when the thread has left the files alone for good, which is a little after {@link alive} turned false. */
  readonly ended: Promise<void>;
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private death: Error | undefined;

  private constructor(worker: Worker) {
    this.worker = worker;
    this.ended = new Promise((resolve) => worker.once('exit', () => resolve()));
  }

  /** @throws DirectoryUnusable, DirectoryUnavailable, EmbeddedDatabaseStopped */
  static async start(directory: string): Promise<PgliteThread> {
    const workerData: WorkerStart = { directory, program: await programFor(directory) };
    // PostgreSQL's own messages go nowhere: they repeat statements and their values.
    const worker = newWorker(directory, new URL('./pglite-worker.js', import.meta.url), {
      workerData,
      resourceLimits: WORKER_LIMITS,
      stdout: true,
      stderr: true,
    });
    const thread = new PgliteThread(worker);
    const timer = setTimeout(() => void worker.terminate(), START_TIMEOUT_MS);
    const started = new Promise<PgliteThread>((resolve, reject) => {
      const die = (error: Error): void => {
        thread.die(error);
        void thread.ended.then(() => reject(error));
      };
      worker.on('error', (error) => {
        const exhaustion = exhaustionOf(error);
        die(
          exhaustion
            ? new DirectoryUnavailable(directory, exhaustion, { cause: error })
            : new EmbeddedDatabaseStopped(error.message),
        );
      });
      worker.on('exit', (exitCode) => die(new EmbeddedDatabaseStopped(`thread ended with ${exitCode}`)));
      worker.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'ready') {
          worker.unref(); // a thread with nothing to do keeps no process alive
          resolve(thread);
        } else if (reply.kind === 'start-failed') die(startFailure(directory, reply));
        else thread.settle(reply);
      });
    });
    return started.finally(() => clearTimeout(timer));
  }

  get alive(): boolean {
    return this.death === undefined;
  }

  /** Sends protocol bytes, resolves with what PostgreSQL answers to them. @throws EmbeddedDatabaseStopped */
  exchange(bytes: Uint8Array): Promise<Uint8Array> {
    return this.ask({ kind: 'exchange', bytes }, [bytes.buffer as ArrayBuffer]);
  }

  async reset(): Promise<void> {
    await this.ask({ kind: 'reset' });
  }

  /** Shuts the database down after what it was asked before. */
  async close(): Promise<void> {
    if (this.alive) await this.ask({ kind: 'close' });
  }

  /** Like kill -9: what was committed is on disk, what was running is undone at the next start. */
  async terminate(): Promise<void> {
    this.die(new EmbeddedDatabaseStopped('terminated'));
    await this.worker.terminate();
    await this.ended;
  }

  private ask(request: Unnumbered<WorkerRequest>, transfer: ArrayBuffer[] = []): Promise<Uint8Array> {
    if (this.death) return Promise.reject(this.death);
    return new Promise((resolve, reject) => {
      const id = ++this.lastId;
      if (this.pending.size === 0) this.worker.ref();
      this.pending.set(id, { resolve, reject });
      this.worker.postMessage({ ...request, id }, transfer);
    });
  }

  private settle(reply: Extract<WorkerReply, { id: number }>): void {
    const pending = this.pending.get(reply.id);
    this.pending.delete(reply.id);
    if (this.pending.size === 0) this.worker.unref();
    if (reply.kind === 'answer') pending?.resolve(reply.bytes);
    else pending?.reject(new EmbeddedDatabaseStopped(reply.reason));
  }

  private die(error: Error): void {
    this.death ??= error;
    for (const pending of this.pending.values()) pending.reject(error);
    this.pending.clear();
  }
}
