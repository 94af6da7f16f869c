/** How blocks are made. */
export class ProductionOptions {
  constructor(
    /** Leading zero bits of new blocks, 0 to 32. */
    readonly bits: number,
    /** Most transactions in one block. */
    readonly maxBlockTransactions = 1_000,
    /** Requests that may wait for a block; one more is refused. */
    readonly maxWaiting = 10_000,
    /** A request that would wait longer than this, at the rate of the last blocks, is refused at once. */
    readonly maxWaitMs = 2_000,
  ) {}
}
