import { type PoolBooks, type PoolReport, reportPool } from '../model/pool-report.js';
import { PoolLedger } from '../ports/pool-ledger.js';
import { ZakatPoolNotSet } from '../zakat.errors.js';
import { FindPool, type ZakatPool } from './find-pool.js';

export interface ReportedPool {
  readonly pool: ZakatPool;
  readonly report: PoolReport;
  readonly asOf: PoolBooks['asOf'];
}

/** Reports on the pool, from sums that are kept. */
export class ReportPool {
  constructor(
    private readonly ledger: PoolLedger,
    private readonly findPool: FindPool,
  ) {}

  /** Begins to keep the sums of the pool, if there is one: a configured one is opened here alone. */
  async open(): Promise<boolean> {
    try {
      await this.ledger.open((await this.findPool.execute()).address);
      return true;
    } catch (error) {
      if (error instanceof ZakatPoolNotSet) return false;
      throw error;
    }
  }

  /** @throws ZakatPoolNotSet */
  async execute(): Promise<ReportedPool> {
    const pool = await this.findPool.execute();
    const books = await this.ledger.books(pool.address);
    if (!books) throw new ZakatPoolNotSet();
    return { pool, report: reportPool(books), asOf: books.asOf };
  }
}
