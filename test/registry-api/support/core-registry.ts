import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@app/kernel';
import { chosenDaemon } from '../../support/chosen-daemon.js';
import { CoreDaemon, type DaemonFlavour } from '../../support/core-daemon.js';
import { FaultProxy } from '../../support/fault-proxy.js';
import { OutsideWallet } from '../../support/outside-wallet.js';
import { startTestRegistry, type TestRegistry } from './start-registry.js';
import { until, WalletClient } from './wallet-client.js';

/** A registry whose coin is a real daemon, the chosen one unless another is named, with a proxy in between that can do harm. */
export class CoreRegistry {
  readonly client = new WalletClient(() => this.registry.port);
  readonly directory = mkdtempSync(join(tmpdir(), 'mizan-core-registry-'));
  registry!: TestRegistry;

  private constructor(
    readonly daemon: CoreDaemon,
    readonly proxy: FaultProxy,
    readonly outside: OutsideWallet,
    private readonly environment: Record<string, string>,
    private readonly clock: Clock | undefined,
  ) {}

  static async start(
    environment: Record<string, string> = {},
    coins = 40,
    { clock, flavour = chosenDaemon.flavour }: { clock?: Clock; flavour?: DaemonFlavour } = {},
  ): Promise<CoreRegistry> {
    const daemon = await CoreDaemon.start(flavour);
    const outside = await OutsideWallet.funded(daemon, coins);
    const world = new CoreRegistry(daemon, await FaultProxy.start(daemon.rpcPort), outside, environment, clock);
    await world.restart();
    return world;
  }

  async restart(): Promise<void> {
    await this.registry?.close();
    this.registry = await startTestRegistry({
      storage: { kind: 'embedded', directory: this.directory },
      masterKeyFile: join(this.directory, 'master.key'),
      ...(this.clock && { clock: this.clock }),
      walletEnvironment: {
        ...this.daemon.environment(this.proxy.port),
        FLOPCOIN_RPC_TIMEOUT_MS: '1000',
        WALLET_POLL_INTERVAL_MS: '150',
        ...this.environment,
      },
    });
  }

  async stop(): Promise<void> {
    await this.registry?.close();
    await this.proxy.stop();
    await this.daemon.remove();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Mines, and waits until the registry has audited at the new tip. */
  async mine(blocks: number): Promise<void> {
    await this.daemon.mine(blocks, this.outside.address);
    await this.audited();
  }

  audited(): Promise<unknown> {
    return until('the registry to be at the tip', async () => {
      const { body } = await this.client.get('/wallet/health/ready');
      const { tip_hash: audited } = await this.client.reserves();
      const tip = await this.daemon.rpc('getbestblockhash');
      return audited === tip && body.followed_height === (await this.daemon.rpc('getblockcount'));
    });
  }

  /** A node whose wallet can spend each of `amounts`, a coin for each. */
  async fundedNode(nodeId: string, amounts: readonly bigint[], walletName?: string): Promise<string> {
    const { address } = await this.client.open(nodeId, walletName);
    for (const amount of amounts) await this.outside.pay(address, amount);
    await this.mine(6);
    const sum = amounts.reduce((total, amount) => total + amount, 0n);
    await until(`${nodeId} to be credited`, async () => (await this.client.units(nodeId)).available === sum);
    return address;
  }

  /** What the chain has paid to addresses: amounts in units by address, one entry for each output. */
  paidTo(addresses: readonly string[]): Promise<Map<string, bigint[]>> {
    return this.daemon.paidTo(addresses);
  }
}
