import { VerifyTail } from '@app/chain';
import { InlineBlockSealer } from '@app/infrastructure/crypto/inline-block-sealer.js';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { SqlClaimedRequests } from '@app/infrastructure/sql/ledger/sql-claimed-requests.js';
import { SqlUnspentOutputs } from '@app/infrastructure/sql/ledger/sql-unspent-outputs.js';
import { DatabaseLease } from '@app/infrastructure/typeorm/database-lease.js';
import { type KeyVault, SystemLog } from '@app/kernel';
import {
  AppendBlock,
  type BlocksLost,
  type ChainRole,
  FollowChain,
  LeadChain,
  OpenChain,
  ProduceBlocks,
  ProduceOnce,
  ProductionObserver,
  ProductionOptions,
  RequestsInFlight,
  UtxoIndex,
} from '@app/utxo';
import { AdmitPayments, FundWallet, ReadBalance, SealNote, TransferFunds } from '@app/wallet';
import { InlineBlockVerifier, scheme } from '../../support/ledger.js';
import type { Cluster, Target } from '../cluster.js';
import type { PlantedBug } from '../planted-bugs.js';
import type { Life } from '../scheduler.js';
import { SimulatedClock } from '../simulated-clock.js';
import { SimulatedWriterLock } from '../simulated-lock.js';
import type { ChainTables } from './chain-tables.js';
import { LedgerStatements } from './ledger-statements.js';

class NoLog extends SystemLog {
  override async record(): Promise<void> {}
}

/** What the process tells of itself. */
export interface LedgerEvents {
  failed(error: unknown): void;
  role(role: ChainRole): void;
  /** The process ends, and its supervisor starts it again. */
  lost(loss: BlocksLost): void;
}

class Observer extends ProductionObserver {
  constructor(private readonly events: LedgerEvents) {
    super();
  }

  override blockCommitted(): void {}

  override queueChanged(): void {}

  override roleChanged(role: ChainRole): void {
    this.events.role(role);
  }

  override blocksLost(loss: BlocksLost): void {
    this.events.lost(loss);
  }

  override leadershipFailed(error: unknown): void {
    this.events.failed(error);
  }
}

/** A ledger without its HTTP: the classes that serve it, on the simulated database. */
export class LedgerProcess {
  private readonly statements: LedgerStatements;
  private readonly store: SqlBlockStore;
  private readonly lock: SimulatedWriterLock<ChainTables>;
  private readonly lead: LeadChain;
  private readonly open: OpenChain;
  readonly index = new UtxoIndex();
  readonly faucet: FundWallet;
  readonly transfers: TransferFunds;
  private readonly readBalance: ReadBalance;

  constructor(
    readonly life: Life,
    readonly target: Target,
    {
      cluster,
      vault,
      bug,
      events,
    }: {
      cluster: Cluster<ChainTables>;
      vault: KeyVault;
      bug: PlantedBug | undefined;
      events: LedgerEvents;
    },
  ) {
    this.statements = new LedgerStatements(life, cluster, target, bug === 'no_barrier' ? bug : undefined);
    this.store = new SqlBlockStore(this.statements);
    const verifier = new InlineBlockVerifier();
    const tail = new VerifyTail(this.store, this.store, verifier);
    this.open = new OpenChain(this.store, new SqlUnspentOutputs(this.statements), tail, this.index);
    const clock = new SimulatedClock();
    const observer = new Observer(events);
    const append = new AppendBlock(this.store);
    const options = new ProductionOptions(0, 4);
    const producer = new ProduceBlocks(this.index, new InlineBlockSealer(scheme), append, clock, observer, options);
    this.lock = new SimulatedWriterLock(life, cluster, target, () => this.statements.reach());
    const lease = new DatabaseLease(this.lock, { taken: (holder) => this.statements.appendUnder(holder) });
    this.lead = new LeadChain(lease, producer, new FollowChain(this.store, this.index), observer);
    const claimed = new SqlClaimedRequests(this.statements);
    const once = new ProduceOnce(producer, claimed, new RequestsInFlight(), vault, clock);
    const log = new NoLog();
    // No transfer here pays for a payment request.
    const admit = undefined as unknown as AdmitPayments;
    this.faucet = new FundWallet(once, log);
    this.transfers = new TransferFunds(producer, once, scheme, log, new SealNote(vault), admit);
    this.readBalance = new ReadBalance(this.index, this.lead);
  }

  /** Loads the chain, and leads or follows from then on. */
  async start(): Promise<void> {
    await this.lead.start(await this.open.execute());
  }

  get role(): ChainRole {
    return this.lead.role;
  }

  balance(address: string): Promise<bigint> {
    return this.readBalance.execute(address);
  }

  /** All that it held outside itself is gone with it. */
  vanish(): void {
    this.lock.vanish();
  }
}
