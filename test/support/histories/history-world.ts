import { join } from 'node:path';
import { type DevnetBackend, openDevnet } from '@app/infrastructure/flopcoin/devnet/devnet-backend.js';
import { MemoryDevnetStore } from '@app/infrastructure/flopcoin/devnet/memory-devnet-store.js';
import { createProcessLog } from '@app/infrastructure/logging/process-log.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import { TypeormNodes } from '@app/infrastructure/typeorm/registry/typeorm-nodes.js';
import { writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import { Clock, SystemClock } from '@app/kernel';
import {
  type Audit,
  CreateNodeWallet,
  expectedCoreUnits,
  FollowCoin,
  type NodeId,
  Nodes,
  NodeWalletsModule,
  ReserveBook,
  SendFromNode,
} from '@app/node-registry';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type CoinActs, devnetActs } from '../coin-acts.js';
import type { PostgresServer } from '../postgres.js';

type WalletAdapters = typeof import('../../../apps/registry-api/wallet-adapters.js');
type WalletConfigs = typeof import('../../../apps/registry-api/wallet.config.js');

const built = (file: string) => import(join(import.meta.dirname, '../../../dist/apps/registry-api', file));
const TEMPLATE = 'history_template';
const SETTINGS = { DEVNET_BLOCK_INTERVAL_MS: '0', WALLET_MAX_TRANSACTIONS_PER_WINDOW: '100000' };
const LOG = createProcessLog('silent', { write: () => undefined });
/** Hundreds of registries in one process are not measured. */
const UNMEASURED = { gauge: () => undefined, gaugeBy: () => undefined };
const OPEN = { applicationName: 'history', log: { warn: () => undefined } };
let made = 0;

/** The wallets of nodes in this process, on a devnet in memory and a database of their own: a registry without its HTTP. */
export class HistoryWorld {
  backend!: DevnetBackend;
  acts!: CoinActs;
  readonly nodes: { nodeId: NodeId; address: string }[] = [];
  readonly #store = new MemoryDevnetStore();
  #context!: INestApplicationContext;
  #database!: Database;

  private constructor(
    private readonly server: PostgresServer,
    private readonly name: string,
    private readonly random: () => number,
  ) {}

  /** Makes the database that those of all histories are copied from. */
  static async prepare(server: PostgresServer): Promise<void> {
    const url = await server.createDatabase(TEMPLATE);
    await (await openRegistryDatabase({ kind: 'postgres', url }, OPEN)).close();
  }

  static async open(server: PostgresServer, random: () => number): Promise<HistoryWorld> {
    const world = new HistoryWorld(server, `history_${++made}`, random);
    await server.run(`CREATE DATABASE "${world.name}" TEMPLATE ${TEMPLATE}`);
    await world.#start();
    return world;
  }

  async openNode(): Promise<void> {
    const nodeId = `node-${this.nodes.length + 1}` as NodeId;
    await this.#context.get(Nodes).add({
      nodeId,
      address: '10.0.0.1:9000',
      capabilities: [],
      createdAtMs: Date.now(),
      credential: { kind: 'shared-secret', sealedSecret: Buffer.from('s') },
    });
    const { address } = await this.#context.get(CreateNodeWallet).execute(nodeId, 'w');
    this.nodes.push({ nodeId, address });
  }

  /** @returns the id of the transaction */
  async pay(nodeId: NodeId, recipientAddress: string, amount: string): Promise<string | undefined> {
    const order = { nodeId, recipientAddress, amount, idempotencyKey: undefined };
    return (await this.#context.get(SendFromNode).execute(order)).txid;
  }

  /** One round of following, which may fail: the next one begins anew. */
  async round(): Promise<void> {
    await this.#context.get(FollowCoin).catchUp();
  }

  /** The process ends between any two steps and comes back with what the stores hold. */
  async kill(): Promise<void> {
    await this.#stop();
    await this.#start();
  }

  async close(): Promise<void> {
    await this.#stop();
    await this.server.run(`DROP DATABASE "${this.name}" WITH (FORCE)`);
  }

  /** What must be true whenever the registry has seen all there is, as a list of what is not. */
  async faults(): Promise<string[]> {
    const audit = await this.lastAudit();
    const expected = expectedCoreUnits(await this.#context.get(ReserveBook).totals());
    const explained = explainedUnits(audit);
    const [below] = await this.#database.query(
      `SELECT kind, balance FROM accounts WHERE balance < 0 AND kind IN ('available', 'pending', 'reserved')`,
    );
    const [unbalanced] = await this.#database.query(
      'SELECT entry_id FROM postings GROUP BY entry_id HAVING sum(amount) <> 0',
    );
    return [
      ...(audit.driftUnits === 0n ? [] : [`a drift of ${audit.driftUnits}`]),
      ...(expected + explained === audit.coreUnits ? [] : [`accounts of ${expected}, Core's are ${audit.coreUnits}`]),
      ...(below ? [`below zero: ${JSON.stringify(below)}`] : []),
      ...(unbalanced ? [`an entry that does not add up: ${JSON.stringify(unbalanced)}`] : []),
    ];
  }

  async lastAudit(): Promise<Audit> {
    return (await this.#context.get(ReserveBook).lastAudit())!;
  }

  /** How much money of the operator's it takes until nothing is owed that is not there. */
  async missingUnits(): Promise<bigint> {
    const { houseUnits, owedUnits } = await this.#context.get(ReserveBook).totals();
    return houseUnits + owedUnits < 0n ? -(houseUnits + owedUnits) : 0n;
  }

  async #start(): Promise<void> {
    const { walletAdapters } = (await built('wallet-adapters.js')) as WalletAdapters;
    const { readWalletConfig } = (await built('wallet.config.js')) as WalletConfigs;
    this.#database = await openRegistryDatabase({ kind: 'postgres', url: this.server.urlOf(this.name) }, OPEN);
    const randomBytes = (length: number) => Uint8Array.from({ length }, () => Math.floor(this.random() * 256));
    const clock = new SystemClock();
    this.backend = await openDevnet({ store: this.#store, clock, blockIntervalMs: null, randomBytes });
    this.acts = devnetActs(this.backend.devnet);
    const senderLock = writerLockFor({ kind: 'embedded' } as Database, undefined);
    const resources = { config: { wallet: readWalletConfig('demo', SETTINGS) }, metrics: UNMEASURED, log: LOG };
    const wallets = { coin: this.backend, devnet: this.backend.devnet, senderLock };
    const providers = [
      ...walletAdapters(resources as unknown as Parameters<typeof walletAdapters>[0], this.#database, wallets),
      { provide: Clock, useValue: clock },
      { provide: Nodes, useValue: new TypeormNodes(this.#database) },
    ];
    const adapters = {
      module: class Adapters {},
      global: true,
      providers,
      exports: providers.map(({ provide }) => provide),
    };
    const root = { module: class Root {}, imports: [adapters, NodeWalletsModule] };
    this.#context = await NestFactory.createApplicationContext(root, { logger: false });
  }

  async #stop(): Promise<void> {
    await this.#context.close();
    await this.backend.close();
    await this.#database.close();
  }
}

/** Of payments that Core counts otherwise for a while, which the audit names. */
function explainedUnits(audit: Audit & { explained?: readonly { units: bigint }[] }): bigint {
  return (audit.explained ?? []).reduce((sum, { units }) => sum + units, 0n);
}
