import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WalletClient } from '../registry-api/support/wallet-client.js';
import { freePort } from '../support/free-port.js';
import { LedgerClient } from '../support/ledger-client.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type RunningServer, type ServerExit, startServer } from '../support/server.js';
import { SlowProxy } from '../support/slow-proxy.js';
import { SmallDisk } from '../support/small-disk.js';
import { SoakCore } from './soak-core.js';

const BLOCK_INTERVAL_MS = 2_000;

/** Both APIs on PostgreSQL and, where there is one, a real daemon; at the same addresses however often they are started. */
export class SoakSite {
  readonly disk = new SmallDisk('900m');
  readonly dataDir = mkdtempSync(join(tmpdir(), 'mizan-soak-'));
  postgres!: PostgresServer;
  /** Between the servers and the database. */
  slow!: SlowProxy;
  core: SoakCore | undefined;
  server!: RunningServer;
  ledger!: LedgerClient;
  registry!: WalletClient;
  /** How the server ended each time that it was told to stop. */
  readonly exits: ServerExit[] = [];
  /** What servers that have ended had printed. */
  private printed = '';
  private ports!: { LEDGER_PORT: string; REGISTRY_PORT: string };

  static async start(): Promise<SoakSite> {
    const site = new SoakSite();
    if (site.disk.mounted) chmodSync(site.disk.path, 0o755);
    site.postgres = await startPostgres(site.disk.mounted ? { parent: site.disk.path } : {});
    site.slow = await SlowProxy.start(Number(new URL(site.postgres.url).port));
    site.core = await SoakCore.start(BLOCK_INTERVAL_MS);
    site.ports = { LEDGER_PORT: String(await freePort()), REGISTRY_PORT: String(await freePort()) };
    await site.startServer();
    site.ledger = new LedgerClient(site.server.ledgerUrl);
    site.registry = new WalletClient(() => Number(site.ports.REGISTRY_PORT));
    return site;
  }

  async startServer(): Promise<void> {
    this.server = await this.startAt(this.ports);
  }

  private startAt(ports: { LEDGER_PORT: string; REGISTRY_PORT: string }): Promise<RunningServer> {
    const url = new URL(this.postgres.url);
    url.port = String(this.slow.port);
    return startServer({
      dataDir: this.dataDir,
      env: {
        SERVE: 'ledger,registry',
        DATABASE_URL: url.href,
        LOG_LEVEL: 'warn',
        POW_BITS: '8',
        NODE_HEARTBEAT_INTERVAL_MS: '2000',
        WALLET_POLL_INTERVAL_MS: '500',
        WALLET_CONFIRMATIONS: '2',
        WALLET_MAX_TRANSACTIONS_PER_WINDOW: '1000000',
        DEVNET_BLOCK_INTERVAL_MS: String(BLOCK_INTERVAL_MS),
        ...ports,
        ...this.core?.environment,
      },
    });
  }

  /** SIGTERM, and a new process. */
  async restartServer(): Promise<void> {
    this.exits.push(await this.server.stop());
    this.keepOutput();
    await this.startServer();
  }

  async killServer(): Promise<void> {
    await this.server.kill9();
    this.keepOutput();
    await this.startServer();
  }

  /** The server is killed while another one waits to lead, comes back to follow that one, and leads again when it stops. */
  async takeOverAndBack(): Promise<void> {
    const other = await this.startAt({ LEDGER_PORT: '0', REGISTRY_PORT: '0' });
    await this.killServer();
    await this.leading(other);
    this.exits.push(await other.stop());
    this.printed += other.stdout() + other.stderr();
    await this.leading(this.server);
  }

  private async leading({ ledgerUrl }: RunningServer): Promise<void> {
    const client = new LedgerClient(ledgerUrl);
    for (const deadline = performance.now() + 60_000; performance.now() < deadline; await sleep(100)) {
      if ((await client.get('/health/ready')).json?.writer === true) return;
    }
    throw new Error(`${ledgerUrl} does not lead`);
  }

  /** All that the servers have printed. */
  output(): string {
    return this.printed + this.server.stdout() + this.server.stderr();
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    await this.core?.stop();
    await this.slow?.stop();
    await this.postgres?.stop();
    this.disk.remove();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private keepOutput(): void {
    this.printed += this.server.stdout() + this.server.stderr();
  }
}
