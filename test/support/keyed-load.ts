import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange, LedgerClient, Wallet } from './ledger-client.js';

/** A transfer of one unit under a key of its own, which is asked for until its outcome is known. */
interface KeyedOrder {
  readonly key: string;
  readonly from: Wallet;
}

/** Clients that give every transfer a key, lose answers, and ask again with the same key. */
export class KeyedLoad {
  /** Keys by the ID of the transfer that was answered with 200. */
  readonly done = new Map<string, string>();
  /** Orders that have no answer yet: the connection broke, or the answer was no verdict. */
  readonly open: KeyedOrder[] = [];
  /** How often an order was asked for again, and how often the answer was then that of an earlier request. */
  repetitions = 0;
  replays = 0;
  /** 503s that said that the outcome is unknown. */
  unknown = 0;
  /** Whatever else came; a test expects none. */
  readonly unexpected: string[] = [];
  private running: Promise<void>[] = [];
  private stopping = false;

  constructor(
    readonly wallets: readonly Wallet[],
    readonly sink: string,
  ) {}

  /** @param rewards of 15000 units for each client */
  static async prepare(client: LedgerClient, clients: number, rewards = 1): Promise<KeyedLoad> {
    const wallets = await Promise.all(Array.from({ length: clients }, () => client.fundedWallet(rewards)));
    return new KeyedLoad(wallets, (await client.createWallet()).address);
  }

  /** Every client sends until {@link stop} or until its server is gone; what gets no verdict is left in {@link open}. */
  start(client: LedgerClient): void {
    this.stopping = false;
    this.running = this.wallets.map(async (from) => {
      while (!this.stopping) {
        const order = { key: randomUUID(), from };
        if (await this.ask(client, order)) continue;
        this.open.push(order);
        await sleep(5);
      }
    });
  }

  /** Every client sends until {@link stop}, a dozen times a second at most, and asks for each transfer until it has its answer. */
  insist(client: LedgerClient): void {
    this.stopping = false;
    this.running = this.wallets.map(async (from) => {
      while (!this.stopping) {
        const order = { key: randomUUID(), from };
        for (; !(await this.ask(client, order)); this.repetitions++) await sleep(250);
        await sleep(80);
      }
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  /** Asks for every open order until it has its answer. */
  async settle(client: LedgerClient, timeoutMs = 60_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    await Promise.all(
      this.open.splice(0).map(async (order) => {
        for (this.repetitions++; !(await this.ask(client, order)); this.repetitions++) {
          if (Date.now() > deadline) throw new Error('an order was not settled in time');
          await sleep(100);
        }
      }),
    );
  }

  /** Whether there was a verdict. */
  private async ask(client: LedgerClient, { key, from }: KeyedOrder): Promise<boolean> {
    const body = { from: from.address, to: this.sink, amount: 1, privKey: from.private_key };
    const answer = await client.post('/transactions', body, { 'Idempotency-Key': key }).catch(() => undefined);
    if (!answer) return false;
    if (answer.status === 200) return this.finish(key, answer);
    if (answer.text.startsWith('the outcome is unknown')) this.unknown++;
    if (answer.status === 503 || answer.status === 409) return false;
    this.unexpected.push(`${answer.status} ${answer.text}`);
    return true;
  }

  private finish(key: string, { headers }: Exchange): true {
    if (headers.get('idempotency-replayed') === 'true') this.replays++;
    this.done.set(headers.get('x-transaction-id')!, key);
    return true;
  }
}
