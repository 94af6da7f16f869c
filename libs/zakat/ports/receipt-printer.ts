import type { ProvenReceipt } from '../use-cases/read-receipts.js';

export interface PrintableReceipt {
  readonly proven: ProvenReceipt;
  /** Where anyone can verify it; printed, and as a QR code. */
  readonly verifyUrl: string;
}

/** Makes a document of a receipt. */
export abstract class ReceiptPrinter {
  /**
   * One page of PDF, in English and Urdu.
   * @throws ReceiptPrinterBusy
   */
  abstract print(receipt: PrintableReceipt): Promise<Buffer>;
}
