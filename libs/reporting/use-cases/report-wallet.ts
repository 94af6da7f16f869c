import { DatabaseNotConfigured, SystemLog } from '@app/kernel';
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
  /** Read page by page as it is consumed. */
  readonly transactions: AsyncIterable<BookedTransaction>;
  readonly zakatRecords: readonly ZakatRecord[];
}

export interface ReportQuery {
  address: string;
  /** Key of the last transaction already seen, -1 for none. */
  afterKey: number;
  /** At most this many transactions; undefined for all. */
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
      () => this.records.page(address, afterKey, Math.min(PAGE, limit ?? PAGE)),
      'transactions',
      'wallet_report_list_txs_failed',
      ip,
    );
    return {
      address,
      balance: await this.readBalance.execute(address),
      totals,
      totalZakat: zakatRecords.reduce((sum, { amountUnits }) => sum + amountUnits, 0n),
      transactions: this.rows(address, first, limit),
      zakatRecords,
    };
  }

  private async *rows(address: Address, first: BookedTransaction[], limit: number | undefined) {
    let left = limit ?? Number.POSITIVE_INFINITY;
    for (let page = first; page.length > 0; ) {
      yield* page;
      left -= page.length;
      const wanted = Math.min(PAGE, left);
      if (wanted <= 0 || page.length < PAGE) return;
      page = await this.records.page(address, page.at(-1)!.key, wanted);
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
