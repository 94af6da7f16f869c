import type { PoolBooks } from '../model/pool-report.js';

/** The sums of pools, kept with each block. */
export abstract class PoolLedger {
  /** Begins to keep the sums of a pool, once; what it has done before is added up then. */
  abstract open(address: string): Promise<void>;

  /** As of the latest block. Undefined for an address whose sums are not kept. */
  abstract books(address: string): Promise<PoolBooks | undefined>;
}
