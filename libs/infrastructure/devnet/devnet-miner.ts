import type { Devnet } from './devnet.js';

/** Mines on a timer while anything waits for confirmations, and rests otherwise: an idle devnet writes nothing. */
export class DevnetMiner {
  private timer: NodeJS.Timeout | null = null;
  private mining = false;

  constructor(
    private readonly devnet: Devnet,
    private readonly intervalMs: number,
    /** A block with a transaction is followed by this many more: at least the confirmations that anybody asks for. */
    private readonly confirmationsWanted: number,
    /** A block that could not be stored is tried again at the next tick. */
    private readonly onFailure: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.tick(), this.intervalMs).unref();
  }

  /** No block is begun any more; the one in the making is finished. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.devnet.settled();
  }

  async tick(): Promise<void> {
    if (this.mining || !this.somethingWaits()) return;
    this.mining = true;
    try {
      await this.devnet.mine(1);
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.mining = false;
    }
  }

  private somethingWaits(): boolean {
    const { ledger } = this.devnet;
    if (ledger.mempool.length > 0) return true;
    for (let depth = 0; depth < this.confirmationsWanted - 1; depth++)
      if ((ledger.blockAt(ledger.tip.height - depth)?.transactionIds.length ?? 0) > 1) return true;
    return false;
  }
}
