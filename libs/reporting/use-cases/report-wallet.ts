import { DatabaseNotConfigured, type Slice, SystemLog } from '@app/kernel';
import { type Address, parseAddress, ReadBalance } from '@app/wallet';
import { type ZakatRecord, ZakatRecords } from '@app/zakat';
import { type BookedTransaction, TransactionRecords, type WalletTotals } from '../ports/transaction-records.js';
import { ReportFailed } from '../reporting.errors.js';

/** How many rows are read at a time while a whole report is streamed. */
const PAGE = 500;

export interface WalletReport {
  readonly address: Address;
  readonly balance: bigint;
  readonly totals: WalletTotals;
  readonly totalZakat: bigint;
  /** Read part by part as it is consumed; of a page, the page. */
  readonly transactions: AsyncIterable<BookedTransaction> | readonly BookedTransaction[];
  /** Key of the page's last transaction, when others follow. */
  readonly lastKey: number | undefined;
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

/** Everything the books say of one wallet. */
export class ReportWallet {
  constructor(
    private readonly records: TransactionRecords,
    private readonly zakatRecords: ZakatRecords,
    private readonly readBalance: ReadBalance,
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
    const totals = await this.attempt(
      () => this.records.totals(address),
      'transactions',
      'wallet_report_list_txs_failed',
      ip,
    );
    const zakatRecords = await this.attempt(
      () => this.zakatRecords.ofWallet(address),
      'zakat records',
      'wallet_report_list_zakat_failed',
      ip,
    );
    const first = await this.attempt(
      () => this.records.page(address, afterKey, limit ?? PAGE),
      'transactions',
      'wallet_report_list_txs_failed',
      ip,
    );
    return {
      address,
      balance: await this.readBalance.execute(address),
      totals,
      totalZakat: zakatRecords.reduce((sum, { amountUnits }) => sum + amountUnits, 0n),
      transactions: limit === undefined ? this.all(address, first) : first.rows,
      lastKey: limit !== undefined && first.hasMore ? first.rows.at(-1)!.key : undefined,
      zakatRecords,
    };
  }

  private async *all(address: string, first: Slice<BookedTransaction>) {
    for (let slice = first; ; slice = await this.records.page(address, slice.rows.at(-1)!.key, PAGE)) {
      yield* slice.rows;
      if (!slice.hasMore) return;
    }
  }

  private async attempt<T>(read: () => Promise<T>, what: string, type: string, ip: string): Promise<T> {
    try {
      return await read();
    } catch (cause) {
      if (cause instanceof DatabaseNotConfigured) throw cause;
      await this.log.record({ level: 'error', type, message: `failed to list ${what}`, ip });
      throw new ReportFailed(`failed to list ${what}`, { cause });
    }
  }
}
