import { WORKER_LIMITS } from '@app/infrastructure/process/worker-limits.js';
import { type PrintableReceipt, ReceiptPrinter, ReceiptPrinterBusy } from '@app/zakat';
import { Piscina } from 'piscina';
import type { ReceiptTexts } from './receipt-page.js';
import { receiptTexts } from './receipt-texts.js';

/** Receipts that wait for the thread; each takes it 0.1 to 0.3 s. */
const MOST_WAITING = 16;

/** Prints in one worker thread, which starts with the first receipt and ends when it has been idle for a while. */
export class WorkerReceiptPrinter extends ReceiptPrinter {
  private readonly pool = new Piscina<ReceiptTexts, Uint8Array>({
    filename: new URL('./receipt-worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    maxQueue: MOST_WAITING,
    idleTimeout: 30_000,
    resourceLimits: WORKER_LIMITS,
  });

  override async print(receipt: PrintableReceipt): Promise<Buffer> {
    if (this.pool.queueSize >= MOST_WAITING) throw new ReceiptPrinterBusy();
    return Buffer.from(await this.pool.run(receiptTexts(receipt)));
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
