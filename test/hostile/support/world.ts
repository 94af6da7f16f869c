import { WalletClient } from '../../registry-api/support/wallet-client.js';
import { LedgerClient, type Wallet } from '../../support/ledger-client.js';
import { type RunningServer, startServer } from '../../support/server.js';
import type { Api } from './hostile-case.js';

export const NODE = 'node-rich';
export const OTHER_NODE = 'node-other';

/** A built server with both APIs, and on each of them something that is worth an attack. */
export class World {
  ledger!: LedgerClient;
  registry!: WalletClient;
  /** Holds 15000. */
  rich!: Wallet;
  poor!: Wallet;
  /** Of the wallets of `NODE`, which holds 100 FLOP, and `OTHER_NODE`. */
  nodeAddress!: string;
  otherNodeAddress!: string;

  private constructor(readonly server: RunningServer) {}

  static async start(env: Record<string, string> = {}): Promise<World> {
    const world = new World(
      await startServer({
        env: {
          POW_BITS: '4',
          DEVNET_BLOCK_INTERVAL_MS: '0',
          WALLET_POLL_INTERVAL_MS: '200',
          WALLET_MAX_TRANSACTIONS_PER_WINDOW: '1000000',
          WALLET_MAX_ADDRESSES_PER_WINDOW: '1000000',
          ...env,
        },
      }),
    );
    await world.populate();
    return world;
  }

  port(api: Api): number {
    return Number(new URL(api === 'ledger' ? this.server.ledgerUrl : this.server.registryUrl).port);
  }

  /** What must be the same before and after a request that is refused. */
  async state(): Promise<string> {
    const [chain, nodes, ...wallets] = await Promise.all([
      this.ledger.get('/chain'),
      this.registry.get('/nodes'),
      this.registry.get(`/wallet/${NODE}/balance`),
      this.registry.get(`/wallet/${NODE}`),
      this.registry.get(`/wallet/${NODE}/transactions`),
    ]);
    return [chain.text, ...[nodes, ...wallets].map(({ text }) => text)].join('\n');
  }

  async residentBytes(): Promise<number> {
    const metrics = await (await fetch(`${this.server.ledgerUrl}/metrics`)).text();
    return Number(/^process_resident_memory_bytes\{[^}]*\} (\S+)$/m.exec(metrics)?.[1]);
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  private async populate(): Promise<void> {
    this.ledger = new LedgerClient(this.server.ledgerUrl);
    this.registry = new WalletClient(() => this.port('registry'));
    [this.rich, this.poor] = [await this.ledger.fundedWallet(), await this.ledger.createWallet()];
    this.nodeAddress = (await this.registry.open(NODE)).address;
    this.otherNodeAddress = (await this.registry.open(OTHER_NODE)).address;
    await this.registry.post('/devnet/faucet', { address: this.nodeAddress, amount: 100 });
    await this.registry.post('/devnet/mine', { blocks: 7 });
    for (let tries = 0; (await this.registry.units(NODE)).available === 0n; tries++) {
      if (tries > 200) throw new Error('the wallet of the node was never funded');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
