import { LoadGenerator } from '../load/load-generator-process.js';
import type { Reading } from '../measure/alternate.js';
import { BuiltServer } from '../process/built-server.js';
import { CpuShares, cpuSeconds, familyCpuSeconds } from '../process/cpu-time.js';
import type { Run } from '../run.js';
import { checkBooks } from './check-books.js';
import { environmentOf, type Place } from './places.js';
import { fund, sendingRings } from './wallets.js';

export interface SendingSiteOptions {
  /** Clients that it is prepared for; a load may use fewer. */
  readonly clients: number;
  /** Configuration of the server while it is measured; while it is funded it has its defaults. */
  readonly env?: Record<string, string>;
  readonly nodeArgs?: readonly string[];
}

/** A ledger under load: its server, the funded wallets, and the process that sends on their behalf. */
export class SendingSite {
  private constructor(
    private readonly run: Run,
    private readonly place: Place,
    readonly server: BuiltServer,
    private readonly generator: LoadGenerator,
  ) {}

  static async open(run: Run, place: Place, options: SendingSiteOptions): Promise<SendingSite> {
    const rings = sendingRings(options.clients);
    const env = { POW_BITS: String(run.options.powBits), ...environmentOf(place) };
    const teller = await BuiltServer.start({ dataDir: place.dataDir, env: { ...env, POW_BITS: '1' } });
    await fund(teller.url, rings.flat()).finally(() => teller.stop());
    const server = await BuiltServer.start({
      dataDir: place.dataDir,
      env: { ...env, ...options.env },
      nodeArgs: options.nodeArgs ?? [],
    });
    run.onEnd(() => server.stop());
    const generator = await LoadGenerator.start(server.url, { kind: 'sends', rings, seed: 1 });
    run.onEnd(() => generator.stop());
    return new SendingSite(run, place, server, generator);
  }

  /** One round of sends. Processor shares are of one core: the server's two threads can use two. */
  async measure(load: { clients: number; seconds?: number; requests?: number }): Promise<Reading> {
    const postgres = this.place.kind === 'postgres' ? await this.run.places.postgres() : undefined;
    const shares = new CpuShares({
      serverCpu: () => cpuSeconds(this.server.pid),
      ...(postgres && { databaseCpu: () => familyCpuSeconds(postgres.pid!) }),
    });
    const height = await this.height();
    const { statuses: _, seconds: __, ...result } = await this.generator.run(load);
    const blocks = (await this.height()) - height;
    return { ...result, perBlock: result.ok / blocks, ...shares.shares() };
  }

  /** Compares what the server believes with a replay of the chain and with the wallets' own books. */
  async check(name: string): Promise<void> {
    this.run.note(`${name}: ${await checkBooks(this.server, await this.generator.wallets())}`);
  }

  async close(): Promise<void> {
    await this.generator.stop();
    await this.server.stop();
  }

  /** Transactions on the chain. */
  async transactions(): Promise<number> {
    return (await this.server.ledger.getChain()).transaction_count;
  }

  private async height(): Promise<number> {
    return (await this.server.ledger.getChain()).height;
  }
}
