import { join } from 'node:path';
import { createProcessLog } from '@app/infrastructure/logging/process-log.js';
import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import { TypeormNodes } from '@app/infrastructure/typeorm/registry/typeorm-nodes.js';
import { writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import { Clock, SystemClock } from '@app/kernel';
import { type NodeId, Nodes } from '@app/node-registry';
import {
  type Audit,
  CorrectReserves,
  CreateNodeWallet,
  expectedCoreUnits,
  FollowCoin,
  NodeWalletModule,
  ReserveBook,
  SendFromNode,
} from '@app/node-wallet';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CoinWorld } from '../coin-worlds.js';
import type { PostgresServer } from '../postgres.js';
import { ProcessLife } from './process-life.js';
import { toldFaults } from './told-books.js';

type WalletAdapters = typeof import('../../../apps/registry-api/wallet/wallet-adapters.js');
type WalletConfigs = typeof import('../../../apps/registry-api/wallet/wallet.config.js');

const built = (file: string) => import(join(import.meta.dirname, '../../../dist/apps/registry-api', file));
const TEMPLATE = 'history_template';
const SETTINGS = { DEVNET_BLOCK_INTERVAL_MS: '0', WALLET_MAX_TRANSACTIONS_PER_WINDOW: '100000' };
const LOG = createProcessLog('silent', { write: () => undefined });
/** Hundreds of registries in one process are not measured. */
const UNMEASURED = { gauge: () => undefined, gaugeBy: () => undefined };
const OPEN = { applicationName: 'history', log: { warn: () => undefined } };
let made = 0;

/** The wallets of nodes in this process, on a coin and a database of their own: a registry without its HTTP. */
export class HistoryWorld {
  readonly nodes: { nodeId: NodeId; address: string }[] = [];
  private processLife!: ProcessLife;
  private context!: INestApplicationContext;
  private database!: Database;
  private misplacedUnits = 0n;

  private constructor(
    private readonly server: PostgresServer,
    private readonly name: string,
    readonly coin: CoinWorld,
  ) {}

  /** Makes the database that those of all histories are copied from. */
  static async prepare(server: PostgresServer): Promise<void> {
    const url = await server.createDatabase(TEMPLATE);
    await (await openRegistryDatabase({ kind: 'postgres', url }, OPEN)).close();
  }

  /** Takes the coin over, and closes it with itself. */
  static async open(server: PostgresServer, coin: CoinWorld): Promise<HistoryWorld> {
    const world = new HistoryWorld(server, `history_${++made}`, coin);
    // Copied file by file: that takes half as long as writing each page to the log.
    await world.administer(`CREATE DATABASE "${world.name}" TEMPLATE ${TEMPLATE} STRATEGY file_copy`);
    world.database = await world.openDatabase();
    await world.start();
    return world;
  }

  /** What happens to the process that serves the nodes now. */
  get life(): ProcessLife {
    return this.processLife;
  }

  async openNode(): Promise<void> {
    const nodeId = `node-${this.nodes.length + 1}` as NodeId;
    await this.context.get(Nodes).add({
      nodeId,
      address: '10.0.0.1:9000',
      capabilities: [],
      createdAtMs: Date.now(),
      credential: { kind: 'shared-secret', sealedSecret: Buffer.from('s') },
    });
    const { address } = await this.context.get(CreateNodeWallet).execute(nodeId, 'w');
    this.nodes.push({ nodeId, address });
  }

  /** @returns the id of the transaction */
  async pay(nodeId: NodeId, recipientAddress: string, amount: string): Promise<string | undefined> {
    const order = { nodeId, recipientAddress, amount, idempotencyKey: undefined };
    return (await this.context.get(SendFromNode).execute(order)).txid;
  }

  /** One round of following, which may fail: the next one begins anew. */
  async round(): Promise<void> {
    await this.context.get(FollowCoin).catchUp();
  }

  /**
   * The process ends, and another one begins with what the stores hold: with a round, which may fail. The connections to the
   * database stay, as nothing is kept in them: to make them anew would take as long as all the rest.
   */
  async kill(): Promise<void> {
    await this.stop();
    await this.coin.reconnect();
    await this.start();
    await this.round().catch(() => undefined);
  }

  /** The books gain or lose units that no transaction explains, as with a restored backup of Core's wallet. */
  async misplace(units: bigint): Promise<void> {
    await this.database.query(
      `SELECT post_entry('test', NULL, NULL, now(), ARRAY[NULL, NULL]::bigint[], ARRAY['house', 'external'],
                         ARRAY[$1::bigint, -($1::bigint)])`,
      [units],
    );
    this.misplacedUnits += units;
  }

  /** Takes what was misplaced into the books, as the operator does. */
  async adopt(): Promise<void> {
    const corrections = this.context.get(CorrectReserves);
    const finding = await corrections.explain();
    if (finding) await corrections.adopt({ finding: finding.id, reason: 'a history', actor: 'administrator' });
    this.misplacedUnits = 0n;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.database.close();
    await this.coin.close();
    await this.administer(`DROP DATABASE "${this.name}" WITH (FORCE)`);
  }

  /** What must be true whenever the registry has seen all there is, as a list of what is not. */
  async faults(): Promise<string[]> {
    const { driftUnits, explained, coreUnits } = await this.lastAudit();
    const expected = expectedCoreUnits(await this.context.get(ReserveBook).totals());
    const apart = explained.reduce((sum, { units }) => sum + units, 0n) - this.misplacedUnits;
    const [below] = await this.database.query(
      `SELECT kind, balance FROM accounts WHERE balance < 0 AND kind IN ('available', 'pending', 'reserved')`,
    );
    const [unbalanced] = await this.database.query(
      'SELECT entry_id FROM postings GROUP BY entry_id HAVING sum(amount) <> 0',
    );
    return [
      ...(driftUnits === -this.misplacedUnits ? [] : [`a drift of ${driftUnits}, not ${-this.misplacedUnits}`]),
      ...(expected + apart === coreUnits ? [] : [`accounts of ${expected}, Core's are ${coreUnits}`]),
      ...(below ? [`below zero: ${JSON.stringify(below)}`] : []),
      ...(await toldFaults(this.database)),
      ...(unbalanced ? [`an entry that does not add up: ${JSON.stringify(unbalanced)}`] : []),
    ];
  }

  async lastAudit(): Promise<Audit> {
    return (await this.context.get(ReserveBook).lastAudit())!;
  }

  /** How much money of the operator's it takes until nothing is owed that is not there. */
  async missingUnits(): Promise<bigint> {
    const { houseUnits, owedUnits } = await this.context.get(ReserveBook).totals();
    return houseUnits + owedUnits < 0n ? -(houseUnits + owedUnits) : 0n;
  }

  /** How often the registry itself has gathered small coins. */
  async consolidations(): Promise<number> {
    const [row] = await this.database.query<{ made: number }>('SELECT count(*)::int AS made FROM consolidations');
    return row!.made;
  }

  private async start(): Promise<void> {
    const { walletAdapters } = (await built('wallet/wallet-adapters.js')) as WalletAdapters;
    const { readWalletConfig } = (await built('wallet/wallet.config.js')) as WalletConfigs;
    this.processLife = new ProcessLife();
    const database = this.processLife.database(this.database);
    const clock = new SystemClock();
    const senderLock = writerLockFor({ kind: 'embedded' } as Database, undefined);
    const resources = { config: { wallet: readWalletConfig('demo', SETTINGS) }, metrics: UNMEASURED, log: LOG };
    const wallets = { coin: this.processLife.coin(this.coin.backend), senderLock };
    const providers = [
      ...walletAdapters(
        resources as unknown as Parameters<typeof walletAdapters>[0],
        database,
        wallets as unknown as Parameters<typeof walletAdapters>[2],
      ),
      { provide: Clock, useValue: clock },
      { provide: Nodes, useValue: new TypeormNodes(database) },
    ];
    const adapters = {
      module: class Adapters {},
      global: true,
      providers,
      exports: providers.map(({ provide }) => provide),
    };
    const root = { module: class Root {}, imports: [adapters, NodeWalletModule] };
    this.context = await NestFactory.createApplicationContext(root, { logger: false });
  }

  /** A starved machine may take longer to connect than the client waits; then nothing was done. */
  private async administer(sql: string, attempts = 5): Promise<void> {
    try {
      await this.server.run(sql);
    } catch (error) {
      if ((error as Error).message !== 'timeout expired' || attempts === 1) throw error;
      await this.administer(sql, attempts - 1);
    }
  }

  /** A supervisor starts a process again whose database did not answer in time, as that of a starved machine may not. */
  private async openDatabase(attempts = 5): Promise<Database> {
    try {
      return await openRegistryDatabase({ kind: 'postgres', url: this.server.urlOf(this.name) }, OPEN);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || attempts === 1) throw error;
      return this.openDatabase(attempts - 1);
    }
  }

  private async stop(): Promise<void> {
    this.processLife.endAfter(-1);
    await this.context.close();
    await this.processLife.over();
  }
}
