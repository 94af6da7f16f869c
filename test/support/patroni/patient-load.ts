import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LedgerClient, type Wallet } from '../ledger-client.js';

const RETRY_MS = 100;
/** A server that hangs must not hold a client for longer. */
const ANSWER_MS = 10_000;

/** Clients that send one unit after the other to a sink, each send under a key of its own until it is acknowledged. */
export class PatientLoad {
  /** What was acknowledged, and when. */
  readonly acknowledged: { txid: string; atMs: number }[] = [];
  /** Answers that were neither 200 nor one that says to come again. */
  readonly unexpected: string[] = [];
  /** Sends that were asked more than once. */
  retried = 0;
  private running: Promise<void>[] = [];
  private stopping = false;

  private constructor(
    private readonly url: string,
    private readonly wallets: readonly Wallet[],
    readonly sink: string,
  ) {}

  static async prepare(url: string, clients: number): Promise<PatientLoad> {
    const client = new LedgerClient(url);
    const wallets: Wallet[] = [];
    for (let at = 0; at < clients; at++) wallets.push(await client.fundedWallet(1));
    return new PatientLoad(url, wallets, (await client.createWallet()).address);
  }

  start(): void {
    this.running = this.wallets.map((wallet) => this.sendOn(wallet));
  }

  /** Resolves when the sends on their way are acknowledged. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  /** Resolves once every client got an acknowledgement for what it began after now. */
  async progress(withinMs: number): Promise<void> {
    const wanted = this.acknowledged.length + 3 * this.wallets.length;
    for (const deadline = Date.now() + withinMs; this.acknowledged.length < wanted; await sleep(20))
      if (Date.now() > deadline) throw new Error(`no progress within ${withinMs} ms`);
  }

  /** The longest time without an acknowledgement since `fromMs`, in milliseconds. */
  longestGap(fromMs: number): number {
    const times = [fromMs, ...this.acknowledged.map(({ atMs }) => atMs).filter((atMs) => atMs >= fromMs)];
    return Math.max(...times.slice(1).map((time, index) => time - times[index]!));
  }

  private async sendOn({ address: from, private_key: privKey }: Wallet): Promise<void> {
    while (!this.stopping) {
      const body = JSON.stringify({ from, to: this.sink, amount: 1, privKey });
      const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
      for (let attempt = 0; ; attempt++) {
        if (attempt === 1) this.retried++;
        const answer = await this.ask(body, headers);
        if (answer?.status === 200) {
          this.acknowledged.push({ txid: answer.headers.get('x-transaction-id')!, atMs: performance.now() });
          break;
        }
        if (answer && ![409, 502, 503, 504].includes(answer.status))
          this.unexpected.push(`${answer.status} ${await answer.text()}`);
        await sleep(RETRY_MS);
      }
    }
  }

  private async ask(body: string, headers: Record<string, string>): Promise<Response | undefined> {
    try {
      const signal = AbortSignal.timeout(ANSWER_MS);
      const answer = await fetch(`${this.url}/api/v1/transactions`, { method: 'POST', body, headers, signal });
      if (answer.status === 200) await answer.text();
      return answer;
    } catch {
      return undefined;
    }
  }
}
