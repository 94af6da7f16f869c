import { type PrintableReceipt, ReceiptPrinter, ReceiptPrinterBusy } from '@app/zakat';
import { PrintThread } from './print-thread.js';
import type { ReceiptTexts } from './receipt-page.js';
import { receiptTexts } from './receipt-texts.js';

/** Receipts that wait for the thread; each takes it 0.1 to 0.3 s. */
const MOST_WAITING = 16;

/** Prints receipts in a worker thread of their own. */
export class WorkerReceiptPrinter extends ReceiptPrinter {
  private readonly thread = new PrintThread<ReceiptTexts>('./receipt-worker.js', MOST_WAITING);

  override async print(receipt: PrintableReceipt): Promise<Buffer> {
    if (this.thread.isBusy) throw new ReceiptPrinterBusy();
    return this.thread.print(receiptTexts(receipt));
  }

  close(): Promise<void> {
    return this.thread.close();
  }
}
