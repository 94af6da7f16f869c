import { DatabaseNotConfigured, type Slice, SystemLog } from '@app/kernel';
import { type Address, parseAddress } from '@app/wallet';
import type { ZakatRecord } from '@app/zakat';
import {
  type BookedTransaction,
  TransactionRecords,
  type WalletBooks,
  type WalletTotals,
} from '../ports/transaction-records.js';
import { ReportFailed } from '../reporting.errors.js';

/** How many rows are read at a time while a whole report is streamed. */
const PAGE = 500;

export interface WalletReport {
  readonly address: Address;
  readonly totals: WalletTotals;
  readonly totalZakat: bigint;
  /** Read part by part as it is consumed; of a page, the page. */
  readonly transactions: AsyncIterable<BookedTransaction> | readonly BookedTransaction[];
  /** The page, when one was asked for. */
  readonly page: Slice<BookedTransaction> | undefined;
  readonly zakatRecords: readonly ZakatRecord[];
}

export interface ReportQuery {
  address: string;
  /** Key of the last transaction already seen, -1 for none. */
  afterKey: number;
  /** A page of at most this many transactions; undefined for all. */
  limit: number | undefined;
  ip: string;
}

/** Everything the books say of one wallet, as of one block. */
export class ReportWallet {
  constructor(
    private readonly records: TransactionRecords,
    private readonly log: SystemLog,
  ) {}

  /** @throws DatabaseNotConfigured, which comes before anything else that may be wrong with a request */
  available(): void {
    this.records.available();
  }

  /** @throws DatabaseNotConfigured · InvalidAddress · ReportFailed */
  async execute({ address: text, afterKey, limit, ip }: ReportQuery): Promise<WalletReport> {
    this.records.available();
    const address = parseAddress(text);
    const books = await this.books(address, { afterKey, limit: limit ?? PAGE }, ip);
    const { totals, zakatRecords, transactions: first } = books;
    return {
      address,
      totals,
      totalZakat: zakatRecords.reduce((sum, { amountUnits }) => sum + amountUnits, 0n),
      transactions: limit === undefined ? this.all(address, books) : first.rows,
      page: limit === undefined ? undefined : first,
      zakatRecords,
    };
  }

  /** The chain only grows, so what the totals count stays where it is; what came later is left out. */
  private async *all(address: string, { transactions: first, lastKey: upToKey }: WalletBooks) {
    for (let slice = first; ; ) {
      yield* slice.rows;
      if (!slice.hasMore) return;
      slice = await this.records.page(address, { afterKey: slice.rows.at(-1)!.key, upToKey, limit: PAGE });
    }
  }

  private async books(address: string, range: { afterKey: number; limit: number }, ip: string): Promise<WalletBooks> {
    try {
      return await this.records.books(address, range);
    } catch (cause) {
      if (cause instanceof DatabaseNotConfigured) throw cause;
      const message = 'failed to list transactions';
      await this.log.record({ level: 'error', type: 'wallet_report_list_txs_failed', message, ip });
      throw new ReportFailed(message, { cause });
    }
  }
}
