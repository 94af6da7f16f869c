import { DomainError } from '@app/kernel';
import { formatFlop, PaymentUndecided, UNITS_PER_FLOP, type WalletLine } from '@app/node-wallet';
import { Cluster } from '../cluster.js';
import { play } from '../simulated-platform.js';
import { type AskedOrder, Simulation, TROUBLED_MS } from '../simulation.js';
import type { Books } from './books.js';
import { RegistryProcess } from './registry-process.js';
import { type CoinBeginning, makeBeginning, SimulatedCoin } from './simulated-coin.js';

const NAMES = ['A', 'B'] as const;
const ORDERS = 8;
const ENDOWMENT = 30n * UNITS_PER_FLOP;
const BLOCK_EVERY_MS = 2_500;

interface Order extends AskedOrder {
  readonly name: string;
  /** An address of this order alone. */
  readonly to: string;
  readonly amountUnits: bigint;
  acknowledged?: WalletLine;
}

class NoAnswer extends Error {}

let beginning: Promise<CoinBeginning> | undefined;

/** The outbox of payments in two registries, on a cluster of two servers and one Core. */
export class RegistryWorld extends Simulation {
  private cluster!: Cluster<Books>;
  private coin!: SimulatedCoin;
  private address!: string;
  private known!: ReadonlySet<string>;
  private readonly processes = new Map<string, RegistryProcess>();
  private readonly orders: Order[] = [];
  private seen: Books | undefined;
  private seenVersion = -1;

  override async play() {
    play({ scheduler: this.scheduler, chance: this.chance });
    beginning ??= makeBeginning(ORDERS);
    const begun = await beginning;
    const { scheduler, network, chance } = this;
    this.coin = await SimulatedCoin.open(begun, { scheduler, network, chance });
    const { devnet } = this.coin;
    this.known = new Set(devnet.wallets.registryTransactions);
    this.address = begun.address;
    const books: Books = {
      payments: new Map(),
      keys: new Map(),
      accounts: { ...this.opening(), reserved: 0n, network_fees: 0n },
      cursor: devnet.ledger.tip.hash,
      identity: devnet.identity,
      audit: undefined,
    };
    this.cluster = new Cluster('database', books, scheduler, network, chance);
    for (const [number, to] of begun.outside.entries()) this.orders.push(this.order(number, to));
    return super.play();
  }

  protected override begin(): void {
    for (const name of NAMES) this.start(name);
    for (const order of this.orders) {
      const atMs = 500 + this.chance() * (TROUBLED_MS - 4_000);
      this.scheduler.after(atMs, this.callers, order.name, () => void this.insist(order));
    }
    this.mineAgain();
    const troubles = 3 + Math.floor(this.chance() * 6);
    for (let trouble = 0; trouble < troubles; trouble++)
      this.scheduler.after(this.between(300, TROUBLED_MS - 1_000), this.world, 'trouble', () => this.trouble());
  }

  protected override lookAfterStep(): void {
    if (this.cluster.state === this.seen && this.coin.version === this.seenVersion) return;
    this.seen = this.cluster.state;
    this.seenVersion = this.coin.version;
    this.lookAt(this.seen);
  }

  protected override endTroubles(): void {
    this.cluster.heal();
    this.coin.heal();
    for (const { life } of this.processes.values()) {
      life.asleepUntilMs = 0;
      life.tasksLeft = Number.POSITIVE_INFINITY;
    }
  }

  /** Every payment is where nothing is looked at again, and the books agree with Core. */
  protected override isDone(): boolean {
    const { payments, audit } = this.cluster.state;
    const isOver = ({ state, confirmations }: { state: string; confirmations: number }) =>
      state === 'failed' || (state === 'confirmed' && confirmations >= 2);
    const isAudited = audit !== undefined && audit.height >= this.coin.devnet.ledger.tip.height && !audit.frozenBy;
    return this.orders.every(({ isDecided }) => isDecided) && [...payments.values()].every(isOver) && isAudited;
  }

  protected override async lookAtEnd(): Promise<void> {
    for (const order of this.orders) this.demand(order.isDecided, () => `${order.name} was never decided`);
    const { payments, accounts, audit } = this.cluster.state;
    this.demand(!audit?.frozenBy, () => `sends are frozen: ${audit?.frozenBy}, ${audit?.driftUnits}`);
    this.demand(accounts.reserved === 0n, () => `${accounts.reserved} is still reserved`);
    for (const { id, state, confirmations } of payments.values())
      this.demand(state === 'failed' || confirmations >= 2, () => `payment ${id} is ${state} at the end`);
    for (const { name, to, acknowledged } of this.orders) {
      const paid = [...(this.coin.paidBy.get(to) ?? [])];
      const heights = paid.map((txid) => this.coin.devnet.ledger.heightOf(txid));
      this.demand(!acknowledged || heights.some((height) => height !== null), () => `${name} never arrived`);
    }
  }

  protected override happened(): Record<string, number> {
    return { ...this.cluster.happened, acknowledged: this.orders.filter(({ acknowledged }) => acknowledged).length };
  }

  /** The house has what the node has not. */
  private opening(): Pick<Books['accounts'], 'available' | 'house' | 'external'> {
    const { wallets } = this.coin.devnet;
    const coins = wallets.coins('registry').filter((coin) => wallets.state(coin) !== 'gone');
    const allUnits = coins.reduce((sum, { amountUnits }) => sum + amountUnits, 0n);
    return { available: ENDOWMENT, house: allUnits - ENDOWMENT, external: -allUnits };
  }

  private order(number: number, to: string): Order {
    const key = this.chance() < 0.75 ? `key-${number}` : undefined;
    const amountUnits = UNITS_PER_FLOP + BigInt(Math.floor(this.chance() * 100_000_000));
    return { name: `order ${number}`, key, to, amountUnits, isDecided: false, isRefused: false };
  }

  /** A process, and the supervisor that starts it again. */
  private start(name: string): void {
    const life = this.lifeOf(
      name,
      () => process.vanish(),
      () => this.start(name),
    );
    const { cluster, coin, chance, address, known, bug } = this;
    const process = new RegistryProcess(life, {
      ...{ cluster, coin, chance, address, known, bug },
      onStranger: (txid) => this.violate(`Core has a transaction that the books do not know: ${txid}`),
      failed: (error) => this.scheduler.note(`${name} could not follow: ${error}`),
    });
    this.processes.set(name, process);
    this.scheduler.after(0, life, 'starts', () => void process.start());
  }

  private mineAgain(): void {
    this.scheduler.after(BLOCK_EVERY_MS, this.world, 'mines', () => {
      this.coin.version++;
      void this.coin.devnet.mine(1);
      this.mineAgain();
    });
  }

  private insist(order: Order): Promise<void> {
    return this.insistOn(order, {
      ask: () => this.ask(order),
      isCertain: (error) => error instanceof DomainError && !(error instanceof PaymentUndecided),
      lookAgain: () => this.lookAt(this.cluster.state),
      mostPauseMs: 2_500,
    });
  }

  private ask(order: Order): Promise<void> {
    const process = this.processes.get(this.pick(NAMES))!;
    const { name, key, to, amountUnits } = order;
    return this.network.call({
      ...{ from: this.callers, to: process.life, label: name, timeoutMs: 25_000, mayBeDoubled: key !== undefined },
      broken: () => new NoAnswer(),
      work: async () => this.acknowledge(order, await process.pay(to, formatFlop(amountUnits), key)),
    });
  }

  /** The process is about to answer 200. */
  private acknowledge(order: Order, line: WalletLine): void {
    const payment = this.cluster.safeState.payments.get(line.number);
    const isSafe = payment !== undefined && payment.state !== 'created' && payment.txid === line.txid;
    this.demand(
      isSafe,
      () => `${order.name} is acknowledged, and the standby has it ${payment?.state ?? 'not at all'}`,
    );
    const { acknowledged } = order;
    this.demand(!acknowledged || acknowledged.txid === line.txid, () => `${order.name} is answered with two payments`);
    order.acknowledged = line;
  }

  /** What must be true whenever anybody looks. */
  private lookAt({ payments, accounts }: Books): void {
    const sum = Object.values(accounts).reduce((units, balance) => units + balance, 0n);
    this.demand(sum === 0n, () => `the books are off by ${sum}`);
    const open = [...payments.values()].filter(({ state }) => state === 'created' || state === 'signed');
    const held = open.reduce((units, payment) => units + payment.amountUnits + heldFee(payment), 0n);
    this.demand(accounts.reserved === held, () => `${accounts.reserved} is reserved for payments of ${held}`);
    for (const { name, to, acknowledged, isRefused } of this.orders) {
      const paid = this.coin.paidBy.get(to)?.size ?? 0;
      this.demand(paid <= (isRefused ? 0 : 1), () => `${name}${isRefused ? ', refused,' : ''} is paid ${paid} times`);
      const ordered = [...payments.values()].filter(({ recipientAddress }) => recipientAddress === to);
      const living = ordered.filter(({ state }) => state !== 'failed');
      this.demand(living.length <= 1, () => `${name} has ${living.length} payments`);
      this.demand(paid === 0 || living.length === 1, () => `${name} is paid, and its money was given back`);
      this.demand(!acknowledged || living.length === 1, () => `${name} was acknowledged, and is lost`);
    }
  }

  private trouble(): void {
    const { life } = this.processes.get(this.pick(NAMES))!;
    const { chance, cluster, coin } = this;
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
      () => coin.goDown(this.between(500, 5_000)),
      () => this.reorganise(),
    ];
    this.pick(kinds)();
  }

  private reorganise(): void {
    this.count('reorganisations');
    this.coin.version++;
    void this.coin.devnet.reorganise({ depth: 1 });
  }
}

function heldFee({
  state,
  feeUnits,
  reservedFeeUnits,
}: {
  state: string;
  feeUnits: bigint | undefined;
  reservedFeeUnits: bigint;
}) {
  return state === 'created' ? reservedFeeUnits : feeUnits!;
}
