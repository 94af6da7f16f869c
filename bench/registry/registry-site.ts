import { environmentOf, type Place } from '../ledger/places.js';
import type { SourceSpec } from '../load/load-generator.js';
import { LoadGenerator, sendAll } from '../load/load-generator-process.js';
import type { Contestant } from '../measure/alternate.js';
import { BuiltServer } from '../process/built-server.js';
import { CpuShares, cpuSeconds, familyCpuSeconds } from '../process/cpu-time.js';
import type { Run } from '../run.js';

/** Limits that do not stand in the way of a measurement: the defaults allow a node ten payments an hour. */
const ENVIRONMENT = {
  WALLET_MAX_TRANSACTIONS_PER_WINDOW: '1000000',
  WALLET_CONFIRMATIONS: '1',
  DEVNET_BLOCK_INTERVAL_MS: '1000',
};

/** A registry on PostgreSQL, with its wallets on the devnet. */
export class RegistrySite {
  private constructor(
    private readonly run: Run,
    readonly server: BuiltServer,
  ) {}

  static async open(run: Run, place: Place): Promise<RegistrySite> {
    const env = { ...environmentOf(place), ...ENVIRONMENT };
    const server = await BuiltServer.start({ serve: 'registry', dataDir: place.dataDir, env });
    run.onEnd(() => server.stop());
    return new RegistrySite(run, server);
  }

  /** Registers `count` nodes and answers with their ids. */
  async register(count: number): Promise<string[]> {
    const nodeIds = Array.from({ length: count }, (_, at) => `node-${at}`);
    const requests = nodeIds.map((node_id, at) => ({
      method: 'POST' as const,
      path: '/nodes/register',
      body: JSON.stringify({ node_id, address: `10.0.${at >> 8}.${at & 255}:9000`, capabilities: ['compute'] }),
    }));
    await sendAll(this.server.url, requests, 32);
    return nodeIds;
  }

  async contestant(name: string, source: SourceSpec, clients: number): Promise<Contestant> {
    const postgres = await this.run.places.postgres();
    const generator = await LoadGenerator.start(this.server.url, source);
    this.run.onEnd(() => generator.stop());
    const { seconds } = this.run.options;
    await generator.run({ clients, seconds: Math.min(1, seconds) });
    const measure = async () => {
      const shares = new CpuShares({
        serverCpu: () => cpuSeconds(this.server.pid),
        databaseCpu: () => familyCpuSeconds(postgres.pid!),
      });
      const { statuses: _, seconds: __, ...result } = await generator.run({ clients, seconds });
      return { ...result, ...shares.shares() };
    };
    return { name, measure };
  }
}
