import { Devnet } from '@app/infrastructure/devnet/devnet.js';
import { DevnetFlopcoinNode } from '@app/infrastructure/devnet/devnet-flopcoin-node.js';
import { DevnetFlopcoinPayments } from '@app/infrastructure/devnet/devnet-flopcoin-payments.js';
import { DevnetFlopcoinWallet } from '@app/infrastructure/devnet/devnet-flopcoin-wallet.js';
import { DevnetSession } from '@app/infrastructure/devnet/devnet-session.js';
import type { DevnetRecords } from '@app/infrastructure/devnet/devnet-store.js';
import { DevnetWalletMarks } from '@app/infrastructure/devnet/devnet-wallet-marks.js';
import { MemoryDevnetStore } from '@app/infrastructure/devnet/memory-devnet-store.js';
import { viewTransaction } from '@app/infrastructure/devnet/view-transaction.js';
import {
  type BroadcastOutcome,
  CoreTimeout,
  CoreUnavailable,
  FlopcoinNode,
  FlopcoinPayments,
  FlopcoinWallet,
  type PaymentOrder,
  type SignedPayment,
  UNITS_PER_FLOP,
  WalletMarks,
} from '@app/node-wallet';
import { seededChance } from '../../registry-api/support/seeded-chance.js';
import type { Network } from '../network.js';
import { Life, type Scheduler } from '../scheduler.js';
import { SimulatedClock } from '../simulated-clock.js';

export interface CoinBeginning {
  readonly records: DevnetRecords;
  /** Receives for the node. */
  readonly address: string;
  readonly outside: readonly string[];
}

const COINS = 8;

/** A chain on which Core's wallet has some coins, deep enough to be final: the same for every seed. */
export async function makeBeginning(outsideAddresses: number): Promise<CoinBeginning> {
  const store = new MemoryDevnetStore();
  const devnet = await Devnet.open({ store, clock: new SimulatedClock(), randomBytes: bytesOf(seededChance(1)) });
  const address = await devnet.newAddress('registry');
  for (let coin = 0; coin < COINS; coin++) await devnet.faucet(address, 5n * UNITS_PER_FLOP);
  const outside: string[] = [];
  while (outside.length < outsideAddresses) outside.push(await devnet.newAddress('outside'));
  await devnet.mine(12);
  return { records: await store.load(), address, outside };
}

/** Core with its wallet, its mempool and the chain, and what it has ever taken in. */
export class SimulatedCoin {
  private readonly life = new Life('core');
  private downUntilMs = 0;
  /** By address, the transactions that ever paid it and were taken by Core. */
  readonly paidBy = new Map<string, Set<string>>();
  /** Grows with each change. */
  version = 0;

  private constructor(
    readonly devnet: Devnet,
    private readonly scheduler: Scheduler,
    private readonly network: Network,
  ) {}

  static async open(
    { records }: CoinBeginning,
    { scheduler, network, chance }: { scheduler: Scheduler; network: Network; chance: () => number },
  ): Promise<SimulatedCoin> {
    const store = new MemoryDevnetStore();
    await store.append(records);
    const devnet = await Devnet.open({ store, clock: new SimulatedClock(), randomBytes: bytesOf(chance) });
    return new SimulatedCoin(devnet, scheduler, network);
  }

  goDown(forMs: number): void {
    this.downUntilMs = this.scheduler.nowMs + forMs;
  }

  heal(): void {
    this.downUntilMs = 0;
  }

  /** The ports as one process has them, behind the network. @param doubled a planted bug */
  ports(life: Life, doubled: boolean): ReadonlyMap<unknown, unknown> {
    const session = new DevnetSession(this.devnet);
    const payments = this.noticing(new DevnetFlopcoinPayments(session));
    const across = this.across(life, payments);
    return new Map<unknown, unknown>([
      [FlopcoinNode, this.across(life, new DevnetFlopcoinNode(session))],
      [FlopcoinWallet, this.across(life, new DevnetFlopcoinWallet(session))],
      [FlopcoinPayments, doubled ? payingTwice(across) : across],
      [WalletMarks, this.across(life, new DevnetWalletMarks(session))],
    ]);
  }

  private across<Port extends object>(life: Life, port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const method = Reflect.get(target, name);
        if (typeof method !== 'function' || name === 'pin') return method;
        return (...given: unknown[]) =>
          this.network.call({
            from: life,
            to: this.life,
            label: String(name),
            broken: () => new CoreTimeout(),
            mayBeDoubled: name === 'broadcast',
            work: () => {
              if (this.downUntilMs > this.scheduler.nowMs) throw new CoreUnavailable('down');
              this.version++;
              return method.apply(target, given);
            },
          });
      },
    });
  }

  /** Notes what every transaction pays that Core takes. */
  private noticing(payments: FlopcoinPayments): FlopcoinPayments {
    const broadcast = payments.broadcast.bind(payments);
    payments.broadcast = async (hex: string): Promise<BroadcastOutcome> => {
      const outcome = await broadcast(hex);
      if (outcome.kind !== 'undecided') this.notice();
      return outcome;
    };
    return payments;
  }

  private notice(): void {
    for (const txid of this.devnet.ledger.mempool)
      for (const { address } of viewTransaction(this.devnet, txid)?.outputs ?? []) {
        if (address === null) continue;
        this.paidBy.set(address, (this.paidBy.get(address) ?? new Set()).add(txid));
      }
  }
}

/** A planted bug: a payment whose broadcast was not answered is built anew, as by a second `sendtoaddress`. */
function payingTwice(payments: FlopcoinPayments): FlopcoinPayments {
  const orders = new Map<string, { order: PaymentOrder; signed: SignedPayment }>();
  const build = async (order: PaymentOrder) => {
    const signed = await payments.build(order);
    orders.set(signed.hex, { order, signed });
    return signed;
  };
  const broadcast = async (hex: string) => {
    try {
      return await payments.broadcast(hex);
    } catch (error) {
      const known = orders.get(hex);
      if (!known) throw error;
      const heldInputs = [...known.order.heldInputs, ...known.signed.inputs];
      return payments.broadcast((await payments.build({ ...known.order, heldInputs })).hex);
    }
  };
  return new Proxy(payments, {
    get: (target, name) => (name === 'build' ? build : name === 'broadcast' ? broadcast : Reflect.get(target, name)),
  });
}

function bytesOf(chance: () => number): (length: number) => Uint8Array {
  return (length) => Uint8Array.from({ length }, () => Math.floor(chance() * 256));
}
