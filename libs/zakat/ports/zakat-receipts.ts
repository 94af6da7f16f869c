import type { Slice } from '@app/kernel';
import type { ReceiptPlace } from '../model/receipt-number.js';
import type { ZakatReceipt } from '../model/zakat-receipt.js';

export interface ReceiptsOfWallet {
  readonly address: string;
  /** Undefined: from the newest on. */
  readonly beforeKey: number | undefined;
  readonly limit: number;
}

/** The receipts. Each is written with its deduction, in one database transaction, and never changed. */
export abstract class ZakatReceipts {
  /** @throws DatabaseNotConfigured when there are none: said before anything of a request is looked at */
  abstract available(): void;

  abstract find(place: ReceiptPlace): Promise<ZakatReceipt | undefined>;

  /** The newest first. */
  abstract ofWallet(query: ReceiptsOfWallet): Promise<Slice<ZakatReceipt>>;
}
