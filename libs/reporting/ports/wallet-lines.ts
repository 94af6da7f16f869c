import type { TransactionType } from '@app/chain';
import type { TimeSpan } from '@app/kernel';
import type { HistoryLine } from '../model/history-line.js';

/** A part of a history, as the chain was when it was asked for: it only grows, so the part stays what it is. */
export interface HistorySpan {
  /** Keys from this one up to, but not, `endKey`. */
  readonly firstKey: number;
  readonly endKey: number;
  /** What the wallet holds before the part and after it. */
  readonly opening: bigint;
  readonly closing: bigint;
  /** Of the tip. */
  readonly height: number;
}

export interface LinesQuery {
  readonly address: string;
  /** Keys from this one up to, but not, `endKey`. */
  readonly firstKey: number;
  readonly endKey: number;
  readonly order: 'asc' | 'desc';
  readonly type: TransactionType | undefined;
  readonly limit: number;
}

export interface LinesPage {
  readonly lines: readonly HistoryLine[];
  /** The key of the last line that was looked at, where there are others behind it. */
  readonly lastKey: number | undefined;
}

/** Histories of wallets as lines with the balance behind each. */
export abstract class WalletLines {
  abstract span(address: string, time: TimeSpan): Promise<HistorySpan>;

  /**
   * Up to `limit` lines. The work is bounded whatever the type is, so there may be fewer, or none, although others follow.
   */
  abstract page(query: LinesQuery): Promise<LinesPage>;
}
