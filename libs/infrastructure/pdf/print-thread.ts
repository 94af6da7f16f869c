import { WORKER_LIMITS } from '@app/infrastructure/process/worker-limits.js';
import { Piscina } from 'piscina';

/** A worker thread that prints what waits for it, one after the other. It starts with the first and ends when it has been idle for a while. */
export class PrintThread<Texts extends object> {
  private readonly pool: Piscina<Texts, Uint8Array>;

  /** @param worker the module that prints, in this folder */
  constructor(
    worker: string,
    private readonly mostWaiting: number,
  ) {
    this.pool = new Piscina<Texts, Uint8Array>({
      filename: new URL(worker, import.meta.url).href,
      minThreads: 0,
      maxThreads: 1,
      maxQueue: mostWaiting,
      idleTimeout: 30_000,
      resourceLimits: WORKER_LIMITS,
    });
  }

  get isBusy(): boolean {
    return this.pool.queueSize >= this.mostWaiting;
  }

  async print(texts: Texts): Promise<Buffer> {
    return Buffer.from(await this.pool.run(texts));
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
