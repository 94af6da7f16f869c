import { type ReceiptTexts, renderReceipt } from './receipt-page.js';

/** Runs in a thread of its own: fonts, shaping and compression take longer than the event loop may be held. */
export default (receipt: ReceiptTexts): Promise<Uint8Array> => renderReceipt(receipt);
