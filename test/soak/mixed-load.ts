import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../registry-api/support/wallet-client.js';
import { KeyedLoad } from '../support/keyed-load.js';
import { OutsideWallet } from '../support/outside-wallet.js';
import type { SoakSite } from './soak-site.js';

const SENDERS = 8;
/** Of 15,000 units for each sender. */
const REWARDS = 4;
const NODES = 6;
const FLOP = 100_000_000n;
/** What a server in trouble may say; nothing else is expected. */
const NOT_NOW = new Set([429, 503, 504]);
/** As specified for a report whose database is away. */
const NO_REPORT = '500 failed to list transactions\n';

/** Users who send, nodes that report and pay, and strangers who read and get things wrong, until they are told to stop. */
export class MixedLoad {
  readonly nodes = Array.from({ length: NODES }, (_, at) => `soaked-${at}`);
  /** Keys by the txid that a payment of a node was answered with. */
  readonly paid = new Map<string, string>();
  /** Answers that no client should get. */
  readonly unexpected: string[] = [];
  /** Requests of any kind, by status; 0: no answer. */
  readonly answers: Record<number, number> = {};
  private going = true;
  private reporting = true;
  private running: Promise<void>[] = [];
  private reports: Promise<void>[] = [];

  static async prepare(site: SoakSite): Promise<MixedLoad> {
    const sends = await KeyedLoad.prepare(site.ledger, SENDERS, REWARDS);
    const load = new MixedLoad(site, sends);
    const addresses = await Promise.all(load.nodes.map(async (node) => (await site.registry.open(node)).address));
    for (const address of addresses) {
      if (site.core) await site.core.outside.pay(address, 10n * FLOP);
      else await site.registry.post('/devnet/faucet', { address, amount: 10 });
    }
    await until(
      'the deposits of the nodes',
      async () => {
        const all = await Promise.all(load.nodes.map((node) => site.registry.units(node)));
        return all.every(({ available }) => available === 10n * FLOP);
      },
      60_000,
    );
    return load;
  }

  private constructor(
    private readonly site: SoakSite,
    readonly sends: KeyedLoad,
  ) {}

  start(): void {
    this.sends.insist(this.site.ledger);
    this.reports = this.nodes.map((node) => this.report(node));
    this.running = [...this.nodes.slice(0, 3).map((node) => this.pay(node)), ...[this.read(), this.read(), this.err()]];
  }

  /** Lets everybody finish what they have begun. */
  async stop(): Promise<void> {
    this.going = false;
    await Promise.all([this.sends.stop(), ...this.running]);
    this.reporting = false;
    await Promise.all(this.reports);
    this.unexpected.push(...this.sends.unexpected);
  }

  private async report(node: string): Promise<void> {
    for (let sequence = 1; this.reporting; sequence++) {
      const path = `/nodes/${node}/heartbeat`;
      await this.count(this.site.registry.post(path, { sequence }), path, [200, 409]);
      await sleep(500);
    }
  }

  /** Pays a hundredth outside, asking with one key until there is a verdict. */
  private async pay(node: string): Promise<void> {
    while (this.going) {
      const [key, recipient] = [randomUUID(), OutsideWallet.freshAddress()];
      for (;;) {
        const answer = await this.count(
          this.site.registry.pay(node, recipient, '0.01', key),
          `payment of ${node}`,
          [200, 409],
        );
        if (answer?.status === 200) {
          if (this.paid.has(answer.body.txid)) this.unexpected.push(`${answer.body.txid} was answered to two keys`);
          this.paid.set(answer.body.txid, key);
          break;
        }
        if (answer && !NOT_NOW.has(answer.status) && answer.status !== 409) break;
        await sleep(500);
      }
      await sleep(2_000);
    }
  }

  private async read(): Promise<void> {
    const [wallet] = this.sends.wallets;
    const ledger = [
      '/chain',
      '/blocks?limit=20',
      '/blocks/tip',
      `/wallets/${wallet!.address}/balance`,
      `/wallets/${wallet!.address}/transactions?limit=20`,
      `/reports/wallet/${wallet!.address}?limit=20`,
      '/health',
    ];
    const registry = [
      '/nodes?limit=50',
      `/nodes/${this.nodes[0]}`,
      `/wallet/${this.nodes[0]}/balance`,
      '/wallet/reserves',
    ];
    for (let turn = 0; this.going; turn++) {
      const path = ledger[turn % ledger.length]!;
      await this.count(this.site.ledger.get(path), path, [200]);
      const other = registry[turn % registry.length]!;
      await this.count(this.site.registry.get(other), other, [200]);
      this.site.ledger.exchanges.length = 0; // it keeps them all
      await sleep(50);
    }
  }

  private async err(): Promise<void> {
    const { ledger, registry } = this.site;
    while (this.going) {
      await this.count(ledger.post('/transactions', { from: 'me' }), 'a wrong transfer', [400]);
      await this.count(ledger.get('/wallets/me/balance'), 'a wrong address', [400]);
      await this.count(registry.post('/nodes/register', { node_id: '' }), 'a wrong registration', [422]);
      await this.count(registry.get('/nodes/nobody'), 'an unknown node', [404]);
      await sleep(500);
    }
  }

  private async count<A extends { status: number; text: string }>(
    asked: Promise<A>,
    what: string,
    expected: readonly number[],
  ): Promise<A | undefined> {
    const answer = await asked.catch(() => undefined);
    const status = answer?.status ?? 0;
    this.answers[status] = (this.answers[status] ?? 0) + 1;
    if (answer && !expected.includes(status) && !NOT_NOW.has(status) && `${status} ${answer.text}` !== NO_REPORT) {
      this.unexpected.push(`${what}: ${status} ${answer.text.slice(0, 200)}`);
    }
    return answer;
  }
}
