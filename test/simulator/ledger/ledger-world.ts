import { createHash } from 'node:crypto';
import { AppendUncertain, DamagedStore, toHex } from '@app/chain';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import { DomainError } from '@app/kernel';
import { BlockNotCommitted, BlocksLost, IndexDraft, type MinedTransaction, NotWriting, ProducerBusy } from '@app/utxo';
import { keyPair } from '../../support/ledger.js';
import { Cluster } from '../cluster.js';
import { type AskedOrder, Simulation, type SimulationOptions, TROUBLED_MS } from '../simulation.js';
import { balancesOf, type ChainTables, EMPTY_TABLES, unspentOf } from './chain-tables.js';
import { LedgerProcess } from './ledger-process.js';

/** Two go to the primary, and the third asks one server of the two, whatever that is. */
const TARGETS = { A: 'primary', B: 'primary', C: 'second' } as const;
type Name = keyof typeof TARGETS;
const NAMES = Object.keys(TARGETS) as Name[];
const PAYERS = [1, 2, 3].map(keyPair);
const ORDERS = 12;
/** What ends a start, and not the next one. */
const PASSING = [DatabaseUnavailable, AppendUncertain, BlocksLost];

interface Order extends AskedOrder {
  readonly name: string;
  /** Which pays; undefined for money of the faucet. */
  readonly payer: number | undefined;
  /** Of a transfer, an address of this order alone. */
  readonly to: string;
  readonly amount: bigint;
  /** What callers were told, once the standby had it. */
  acknowledged?: MinedTransaction;
}

class NoAnswer extends Error {}

/** The block producer, its followers and their callers, on a cluster of two servers. */
export class LedgerWorld extends Simulation {
  private readonly cluster: Cluster<ChainTables>;
  private readonly vault = EnvelopeVault.ephemeral(Buffer.alloc(32, 7));
  private readonly processes = new Map<Name, LedgerProcess>();
  private readonly orders: Order[] = [];
  private seen: ChainTables = EMPTY_TABLES;
  private readonly histories: ChainTables[] = [];
  private undoBug: () => void = () => undefined;

  constructor(options: SimulationOptions) {
    super(options);
    this.cluster = new Cluster('database', EMPTY_TABLES, this.scheduler, this.network, this.chance);
  }

  override async play() {
    if (this.bug === 'no_rollback') this.undoBug = leaveDraftsAsTheyAre();
    try {
      return await super.play();
    } finally {
      this.undoBug();
    }
  }

  protected override begin(): void {
    for (const name of NAMES) this.start(name);
    for (const [payer, { address: to }] of PAYERS.entries()) {
      const order = this.order({ name: `fund ${payer + 1}`, key: `fund-${payer}`, payer: undefined, to, amount: 1n });
      this.scheduler.after(this.between(0, 500), this.callers, order.name, () => void this.insist(order));
    }
    for (let number = 0; number < ORDERS; number++) {
      const to = createHash('sha256').update(`receiver ${number}`).digest('hex');
      const key = this.chance() < 0.75 ? `key-${number}` : undefined;
      const payer = Math.floor(this.chance() * PAYERS.length);
      const amount = BigInt(100 + Math.floor(this.chance() * 3_000));
      const order = this.order({ name: `order ${number}`, key, payer, to, amount });
      const atMs = 1_000 + this.chance() * (TROUBLED_MS - 4_000);
      this.scheduler.after(atMs, this.callers, order.name, () => void this.insist(order));
    }
    for (let read = 0; read < 6; read++)
      this.scheduler.after(this.chance() * TROUBLED_MS, this.callers, 'reads', () => void this.read());
    const troubles = 3 + Math.floor(this.chance() * 6);
    for (let trouble = 0; trouble < troubles; trouble++)
      this.scheduler.after(this.between(300, TROUBLED_MS - 1_000), this.world, 'trouble', () => this.trouble());
  }

  protected override lookAfterStep(): void {
    if (this.cluster.state === this.seen) return;
    this.seen = this.cluster.state;
    this.histories.push(this.seen);
    this.lookAt(this.seen);
  }

  protected override endTroubles(): void {
    this.cluster.heal();
    for (const { life } of this.processes.values()) {
      life.asleepUntilMs = 0;
      life.tasksLeft = Number.POSITIVE_INFINITY;
    }
  }

  protected override isDone(): boolean {
    return this.orders.every(({ isDecided }) => isDecided) && this.isSettled();
  }

  protected override async lookAtEnd(): Promise<void> {
    for (const order of this.orders) this.demand(order.isDecided, () => `${order.name} was never decided`);
    this.demand(this.isSettled(), () => `roles at the end: ${this.roles()}`);
    if (this.violations.length > 0) return;
    const probe = this.order({ name: 'probe', key: 'probe', payer: undefined, to: PAYERS[0]!.address, amount: 1n });
    await this.insist(probe);
    await this.sleep(3_000);
    const balances = balancesOf(this.cluster.state);
    for (const [name, process] of this.processes) {
      for (const { address } of PAYERS) {
        const told = await this.balanceAtLast(process, address);
        const stored = balances.get(address) ?? 0n;
        this.demand(told === stored, () => `${name} tells a balance of ${told}, and ${stored} is stored`);
        const free = process.index.available(address);
        this.demand(free === stored, () => `${name} would let ${free} be spent, and ${stored} is stored`);
      }
    }
  }

  /** What was asked while there were troubles may still be on its way, and fail. */
  private async balanceAtLast(process: LedgerProcess, address: string): Promise<bigint> {
    for (let attempt = 0; attempt < 8; attempt++) {
      const told = await process.balance(address).catch(() => undefined);
      if (told !== undefined) return told;
      await this.sleep(2_000);
    }
    return process.balance(address);
  }

  protected override happened(): Record<string, number> {
    return { ...this.cluster.happened, acknowledged: this.orders.filter(({ acknowledged }) => acknowledged).length };
  }

  private roles(): string[] {
    return [...this.processes.values()].map(({ role }) => role);
  }

  /** One writes, and all others read. */
  private isSettled(): boolean {
    const roles = this.roles();
    return roles.filter((role) => role === 'writer').length === 1 && !roles.includes('none');
  }

  private order(given: Pick<Order, 'name' | 'key' | 'payer' | 'to' | 'amount'>): Order {
    const order = { ...given, isDecided: false, isRefused: false };
    this.orders.push(order);
    return order;
  }

  /** A process, and the supervisor that starts it again. */
  private start(name: Name): void {
    const target = TARGETS[name];
    const life = this.lifeOf(
      name,
      () => process.vanish(),
      () => this.start(name),
    );
    const events = {
      failed: (error: unknown) => this.demand(!(error instanceof DamagedStore), () => `${name}: ${error}`),
      role: (role: string) => this.scheduler.note(`${name} is ${role}`),
      lost: () => {
        this.count('blocksLost');
        life.end();
      },
    };
    const { cluster, vault, bug } = this;
    const process = new LedgerProcess(life, target, { cluster, vault, bug, events });
    this.processes.set(name, process);
    this.scheduler.after(0, life, 'starts', () => {
      process.start().catch((error: unknown) => {
        const isPassing = PASSING.some((kind) => error instanceof kind);
        this.demand(isPassing, () => `${name} does not start: ${error}`);
        life.end();
      });
    });
  }

  private insist(order: Order): Promise<void> {
    return this.insistOn(order, {
      ask: () => this.ask(order),
      isCertain,
      lookAgain: () => this.lookAt(this.cluster.state),
      mostPauseMs: 1_500,
    });
  }

  private ask(order: Order): Promise<void> {
    const process = this.processes.get(this.pick(NAMES))!;
    return this.network.call({
      from: this.callers,
      to: process.life,
      label: order.name,
      broken: () => new NoAnswer(),
      mayBeDoubled: order.key !== undefined,
      work: async () => this.acknowledge(order, await this.carryOut(order, process)),
    });
  }

  private carryOut({ key, payer, to, amount }: Order, { transfers, faucet }: LedgerProcess): Promise<MinedTransaction> {
    if (payer === undefined)
      return faucet.execute({ address: to, amount, ip: '', idempotency: { key: key!, caller: 'operator' } });
    const { address: from, privateKey } = PAYERS[payer]!;
    return transfers.execute({ from, to, amount, privateKey: Buffer.from(privateKey), ip: '', idempotencyKey: key });
  }

  /** The process is about to answer 200. */
  private acknowledge(order: Order, mined: MinedTransaction): void {
    const txid = toHex(mined.txid);
    const row = this.cluster.safeState.transactions.find((transaction) => transaction.txid === txid);
    this.demand(row?.height === mined.height, () => `${order.name} is acknowledged, and the standby lacks it`);
    const { acknowledged } = order;
    const isSame = !acknowledged || toHex(acknowledged.txid) === txid;
    this.demand(isSame, () => `${order.name} is answered with two transactions`);
    order.acknowledged = mined;
  }

  private async read(): Promise<void> {
    const [name, payer] = [this.pick(NAMES), this.pick(PAYERS)];
    const process = this.processes.get(name)!;
    const work = () => process.balance(payer.address);
    const call = { from: this.callers, to: process.life, label: 'a balance', broken: () => new NoAnswer(), work };
    const told = await this.network.call(call).catch(() => undefined);
    if (told === undefined) return;
    this.count('balances');
    const isKnown = told === 0n || this.histories.some((tables) => balancesOf(tables).get(payer.address) === told);
    this.demand(isKnown, () => `${name} tells a balance of ${told}, which never was`);
  }

  /** What must be true of every state that can be seen. */
  private lookAt(tables: ChainTables): void {
    const tip = tables.blocks.at(-1);
    const unspent = unspentOf(tables);
    const sum = unspent.reduce((units, { value }) => units + value, 0n);
    this.demand(!tip || sum === BigInt(tip.supply), () => `${sum} is unspent of ${tip?.supply}`);
    const txids = new Set(tables.transactions.map(({ txid }) => txid));
    this.demand(txids.size === tables.transactions.length, () => 'a transaction is stored twice');
    for (const { name, payer, to, acknowledged, isRefused } of this.orders) {
      const isThere = !acknowledged || txids.has(toHex(acknowledged.txid));
      this.demand(isThere, () => `${name} was acknowledged, and is lost`);
      if (payer === undefined) continue;
      const paid = tables.outputs.filter(({ address }) => address === to).length;
      this.demand(paid <= (isRefused ? 0 : 1), () => `${name}${isRefused ? ', refused,' : ''} was paid ${paid} times`);
    }
  }

  private trouble(): void {
    const process = this.processes.get(this.pick(NAMES))!;
    const { life } = process;
    const { chance, cluster } = this;
    const kinds = [
      () => life.end(),
      () => {
        life.tasksLeft = 1 + Math.floor(chance() * 60);
      },
      () => {
        this.count('hangs');
        life.asleepUntilMs = this.scheduler.nowMs + this.between(1_000, 12_000);
      },
      () => this.network.cutOff(life, this.between(1_000, 10_000)),
      () => this.loseStandby(cluster),
      () => cluster.failOver(this.between(200, 3_000)),
    ];
    this.pick(kinds)();
  }

  /** Commits wait for it; their sessions may be ended, or the primary lost meanwhile. */
}

/** Errors by which a caller knows that nothing was done, and nothing will be. */
function isCertain(error: unknown): boolean {
  const isRefusal = error instanceof DomainError && error.kind === 'invalid';
  return isRefusal || [BlockNotCommitted, NotWriting, ProducerBusy].some((kind) => error instanceof kind);
}

/** A planted bug: what a failed block took is not given back to the index. */
function leaveDraftsAsTheyAre(): () => void {
  const { rollBack } = IndexDraft.prototype;
  IndexDraft.prototype.rollBack = () => undefined;
  return () => {
    IndexDraft.prototype.rollBack = rollBack;
  };
}
