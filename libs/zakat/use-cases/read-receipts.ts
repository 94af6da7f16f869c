import { FindTransaction, type InclusionProof } from '@app/chain';
import { KeyVault, type Slice } from '@app/kernel';
import { isReceiptCode, receiptCode } from '../model/receipt-code.js';
import { parseReceiptNumber, printReceiptNumber } from '../model/receipt-number.js';
import type { ZakatReceipt } from '../model/zakat-receipt.js';
import { type ReceiptsOfWallet, ZakatReceipts } from '../ports/zakat-receipts.js';
import { ReceiptNotFound, ReceiptNotVerified } from '../zakat.errors.js';

/** A receipt with what proves it. */
export interface ProvenReceipt {
  readonly number: string;
  readonly receipt: ZakatReceipt;
  /** That its block holds the deduction. */
  readonly proof: InclusionProof;
  /** What others verify it with: see {@link receiptCode}. */
  readonly code: string;
}

/** Receipts for those they belong to, and for anyone who was shown one. */
export class ReadReceipts {
  constructor(
    private readonly receipts: ZakatReceipts,
    private readonly chain: FindTransaction,
    private readonly vault: KeyVault,
  ) {}

  /** Of one wallet, the newest first. */
  list(query: ReceiptsOfWallet): Promise<Slice<ZakatReceipt>> {
    return this.receipts.ofWallet(query);
  }

  /**
   * @param reader the user who asks; undefined for those who may read every receipt
   * @throws DatabaseNotConfigured · ReceiptNotFound also when it belongs to somebody else: numbers can be counted through
   */
  async find(number: string, reader: string | undefined): Promise<ProvenReceipt> {
    this.receipts.available();
    const place = parseReceiptNumber(number);
    const receipt = place && (await this.receipts.find(place));
    if (!receipt || (reader !== undefined && receipt.userId !== reader)) throw new ReceiptNotFound();
    return this.prove(receipt);
  }

  /**
   * The code is compared first, and needs no look into the store: what it answers, and how long that takes, does not tell
   * whether a number exists.
   * @throws DatabaseNotConfigured · ReceiptNotVerified
   */
  async verify(number: string, code: string): Promise<ProvenReceipt> {
    this.receipts.available();
    const place = isReceiptCode(this.vault, number, code) ? parseReceiptNumber(number) : undefined;
    const receipt = place && (await this.receipts.find(place));
    if (!receipt) throw new ReceiptNotVerified();
    return this.prove(receipt);
  }

  private async prove(receipt: ZakatReceipt): Promise<ProvenReceipt> {
    const number = printReceiptNumber(receipt);
    const proof = await this.chain.prove(receipt.txid);
    return { number, receipt, proof, code: receiptCode(this.vault, number) };
  }
}
