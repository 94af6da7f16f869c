/** A line of a wallet's history. */
export interface WalletLine {
  /** Position in the history: later lines have higher numbers. */
  readonly number: bigint;
  readonly walletId: bigint;
  readonly type: 'send' | 'receive' | 'internal';
  readonly status: 'pending' | 'confirmed' | 'failed';
  /** `undefined` while nothing is signed. */
  readonly txid: string | undefined;
  /** Where the money went; of a deposit, the node's own address. */
  readonly recipientAddress: string;
  readonly amountUnits: bigint;
  /** 0 for what comes in. */
  readonly feeUnits: bigint;
  readonly blockHeight: number | undefined;
  readonly confirmations: number;
  readonly createdAtMs: number;
  readonly confirmedAtMs: number | undefined;
}

/** The payments and deposits of each wallet, as lines of one history. */
export abstract class NodeWalletHistory {
  /** Latest first, up to `limit` lines before the line `beforeNumber`. */
  abstract page(walletId: bigint, beforeNumber: bigint | undefined, limit: number): Promise<WalletLine[]>;

  /** The sender's line of a payment. */
  abstract lineOf(paymentId: bigint): Promise<WalletLine>;
}
