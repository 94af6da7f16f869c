import 'reflect-metadata';
import { DatabaseLease } from '@app/infrastructure/typeorm/database-lease.js';
import { Clock } from '@app/kernel';
import { Nodes } from '@app/node-registry';
import {
  type Audit,
  CoinObserver,
  ConfirmationPolicy,
  ConsolidationPolicy,
  Consolidations,
  DepositBook,
  FollowCoin,
  FollowingSchedule,
  NodeWalletHistory,
  NodeWalletModule,
  NodeWallets,
  OperatorSpends,
  PaymentOutbox,
  ReserveBook,
  SenderLease,
  SendFromNode,
  SetAsideRows,
  SpendingPolicy,
  type WalletLine,
  WalletWatch,
} from '@app/node-wallet';
import type { Cluster } from '../cluster.js';
import type { PlantedBug } from '../planted-bugs.js';
import type { Life } from '../scheduler.js';
import { SimulatedClock } from '../simulated-clock.js';
import { SimulatedWriterLock } from '../simulated-lock.js';
import type { Books } from './books.js';
import {
  BookSession,
  NODE,
  NoConsolidations,
  NoOddRows,
  NoWatch,
  SimulatedDeposits,
  SimulatedHistory,
  SimulatedNodeWallets,
  SimulatedOperatorSpends,
  SimulatedReserves,
} from './simulated-books.js';
import type { SimulatedCoin } from './simulated-coin.js';
import { SimulatedOutbox } from './simulated-outbox.js';

/** What the simulated registries have in common. */
export interface RegistryResources {
  readonly cluster: Cluster<Books>;
  readonly coin: SimulatedCoin;
  readonly chance: () => number;
  readonly address: string;
  /** Transactions of before, of which the books say nothing. */
  readonly known: ReadonlySet<string>;
  readonly bug: PlantedBug | undefined;
  /** Core tells of a transaction that no book knows. */
  onStranger(txid: string): void;
  failed(error: unknown): void;
}

const ROUND_MS = 1_000;

class Observer extends CoinObserver {
  constructor(private readonly failed: (error: unknown) => void) {
    super();
  }

  override paymentGivenUp(): void {}
  override paymentUndecided(): void {}
  override paymentDropped(): void {}
  override paymentWithdrawn(): void {}
  override depositMoved(): void {}
  override audited(_audit: Audit): void {}
  override rewardToNode(): void {}
  override walletIsShared(): void {}
  override rowSetAside(): void {}
  override rowReadable(): void {}

  override followingFailed(error: unknown): void {
    this.failed(error);
  }
}

/** The wallets of nodes without their HTTP: the classes and the wiring of NodeWalletModule, on simulated ports. */
export class RegistryProcess {
  private readonly lock: SimulatedWriterLock<Books>;
  private readonly made: Map<unknown, unknown>;

  constructor(
    readonly life: Life,
    { cluster, coin, chance, address, known, bug, onStranger, failed }: RegistryResources,
  ) {
    const hasBarrier = bug !== 'no_barrier';
    const session = new BookSession(life, cluster, chance, { isKept: bug === 'books_not_rolled_back', hasBarrier });
    this.lock = new SimulatedWriterLock(life, cluster, 'primary', () => session.reach());
    this.made = new Map<unknown, unknown>([
      ...coin.ports(life, bug === 'doubled_broadcast'),
      [Clock, new SimulatedClock()],
      [Nodes, undefined],
      [NodeWallets, new SimulatedNodeWallets(session, address)],
      [NodeWalletHistory, new SimulatedHistory(session)],
      [DepositBook, new SimulatedDeposits(session, known, onStranger)],
      [OperatorSpends, new SimulatedOperatorSpends(session, known, onStranger)],
      [ReserveBook, new SimulatedReserves(session)],
      [PaymentOutbox, new SimulatedOutbox(session)],
      [Consolidations, new NoConsolidations()],
      [SetAsideRows, new NoOddRows()],
      [WalletWatch, new NoWatch()],
      [SenderLease, new DatabaseLease(this.lock)],
      [CoinObserver, new Observer(failed)],
      [SpendingPolicy, new SpendingPolicy({ maxPerWindow: 1_000 })],
      [ConfirmationPolicy, new ConfirmationPolicy(2, 6)],
      [ConsolidationPolicy, new ConsolidationPolicy(0n)],
      [FollowingSchedule, new FollowingSchedule(ROUND_MS)],
    ]);
  }

  async start(): Promise<void> {
    await this.make<FollowCoin>(FollowCoin).start();
  }

  get isLeading(): boolean {
    return this.make<SenderLease>(SenderLease).held();
  }

  pay(recipientAddress: string, amount: string, idempotencyKey: string | undefined): Promise<WalletLine> {
    const send = this.make<SendFromNode>(SendFromNode);
    return send.execute({ nodeId: NODE.nodeId, recipientAddress, amount, idempotencyKey });
  }

  vanish(): void {
    this.lock.vanish();
  }

  /** As Nest does, from the same providers. */
  private make<T>(token: unknown): T {
    if (!this.made.has(token)) {
      const provider = PROVIDERS.get(token);
      if (!provider) throw new Error(`nothing provides ${(token as { name: string }).name}`);
      const parts = provider.inject.map((part) => this.make(part));
      this.made.set(token, provider.useFactory(...parts));
    }
    return this.made.get(token) as T;
  }
}

interface Provider {
  readonly provide: unknown;
  readonly inject: readonly unknown[];
  useFactory(...parts: unknown[]): unknown;
}

const PROVIDERS = new Map(
  (Reflect.getMetadata('providers', NodeWalletModule) as Provider[]).map((provider) => [provider.provide, provider]),
);
