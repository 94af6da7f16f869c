import { DirectoryLock } from './directory-lock.js';
import { PgliteSocket } from './pglite-socket.js';
import { EmbeddedDatabaseStopped, PgliteThread } from './pglite-thread.js';

/** A data directory, exclusively ours until closed, with PostgreSQL running on it; started again when it dies. */
export class EmbeddedCluster {
  private readonly lock: DirectoryLock;
  private thread: Promise<PgliteThread>;
  private closed = false;

  private constructor(lock: DirectoryLock, thread: PgliteThread) {
    this.lock = lock;
    this.thread = Promise.resolve(thread);
  }

  /** @throws DirectoryInUse, DirectoryUnusable, EmbeddedDatabaseStopped */
  static async open(directory: string): Promise<EmbeddedCluster> {
    const lock = DirectoryLock.take(directory);
    try {
      return new EmbeddedCluster(lock, await PgliteThread.start(lock.directory));
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** For `stream` in the options of a `pg` client. One client at a time: there is one session. */
  readonly createSocket = (): PgliteSocket => new PgliteSocket(() => this.running());

  /** Ends the thread as if it had been killed; the next client finds it restarted. */
  async kill(): Promise<void> {
    const thread = await this.thread.catch(() => undefined);
    await thread?.terminate();
  }

  /** Shuts down in order when that takes at most `timeoutMs`, and gives up the directory. */
  async close(timeoutMs: number): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    const thread = await this.thread.catch(() => undefined);
    if (thread) {
      const timer = setTimeout(() => void thread.terminate(), timeoutMs);
      await thread.close().catch(() => undefined);
      clearTimeout(timer);
      await thread.terminate();
    }
    this.lock.release();
  }

  /** The living thread, started again when it died; never a second one beside a first that has not quite ended. */
  private async running(): Promise<PgliteThread> {
    if (this.closed) throw new EmbeddedDatabaseStopped('closed');
    const observed = this.thread;
    const thread = await observed.catch(() => undefined);
    if (thread?.alive) return thread;
    await thread?.ended;
    if (this.thread === observed) this.thread = PgliteThread.start(this.lock.directory);
    return this.thread;
  }
}
