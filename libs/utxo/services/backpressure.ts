/** How many of the latest blocks the rate is taken from: enough to even out luck at proof of work, few enough to follow a change. */
const BLOCKS = 16;
/** A pause between blocks means that there were no requests, not that the server is slow. */
const PAUSE_MS = 1_000;

/** How fast transactions get stored, learnt from the latest well-filled blocks, to tell a request how long it would wait. */
export class Backpressure {
  private readonly blocks: { transactions: number; atMs: number }[] = [];

  /** `atMs` on a clock that never goes back. */
  stored(transactions: number, atMs: number): void {
    const last = this.blocks.at(-1);
    if (last && atMs - last.atMs > PAUSE_MS) this.blocks.length = 0;
    this.blocks.push({ transactions, atMs });
    if (this.blocks.length > BLOCKS) this.blocks.shift();
  }

  /** Expected time until `waiting` transactions are stored; 0 until there is a rate to go by. */
  waitMs(waiting: number): number {
    const [first] = this.blocks;
    const last = this.blocks.at(-1);
    if (this.blocks.length < BLOCKS || !first || !last || last.atMs <= first.atMs) return 0;
    const transactions = this.blocks.reduce((total, block) => total + block.transactions, -first.transactions);
    return (waiting * (last.atMs - first.atMs)) / transactions;
  }
}
