import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerClient, Wallet } from './ledger-client.js';

/** Clients that send one unit after the other to a sink, each from its own wallet, and remember what they were told. */
export class Load {
  /** IDs of transfers that were answered with 200. */
  readonly acknowledged: string[] = [];
  /** Requests without an answer: the connection broke. Their transfers may be on the chain or not. */
  unanswered = 0;
  /** Answers of 503, by text. */
  readonly unavailable: string[] = [];
  /** Whatever else came; a test expects none. */
  readonly unexpected: string[] = [];
  private running: Promise<void>[] = [];
  private stopping = false;

  constructor(
    readonly wallets: readonly Wallet[],
    readonly sink: string,
  ) {}

  /** Funds one wallet per client with `rewards` × 15000 units. */
  static async prepare(client: LedgerClient, clients: number, rewards = 1): Promise<Load> {
    const wallets = await Promise.all(Array.from({ length: clients }, () => client.fundedWallet(rewards)));
    return new Load(wallets, (await client.createWallet()).address);
  }

  /** Every client sends until {@link stop}, or until `client`'s server is gone. */
  start(client: LedgerClient): void {
    this.stopping = false;
    this.running = this.wallets.map((wallet) => this.sendOn(client, wallet));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  /** Resolves once `count` more transfers are acknowledged. */
  async progress(count: number, timeoutMs = 30_000): Promise<void> {
    const wanted = this.acknowledged.length + count;
    for (const deadline = Date.now() + timeoutMs; this.acknowledged.length < wanted; await sleep(5)) {
      if (Date.now() > deadline) throw new Error(`no progress within ${timeoutMs} ms: ${this.unavailable.at(-1)}`);
    }
  }

  private async sendOn(client: LedgerClient, wallet: Wallet): Promise<void> {
    while (!this.stopping) {
      const exchange = await client.send(wallet, this.sink, 1).catch(() => undefined);
      if (!exchange) {
        this.unanswered++;
        return;
      }
      if (exchange.status === 200) this.acknowledged.push(exchange.headers.get('x-transaction-id')!);
      else if (exchange.status === 503) {
        this.unavailable.push(exchange.text);
        await sleep(50);
      } else this.unexpected.push(`${exchange.status} ${exchange.text}`);
    }
  }
}
