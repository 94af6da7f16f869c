import { DomainError } from '@app/kernel';
import { formatFlop, NodeSendsFrozen, SendsFrozen } from '@app/node-wallet';
import type { HistoryWorld } from './history-world.js';

const FLOP = 100_000_000n;
const ACTS = 12;
/** So many blocks after the last act, every transaction is decided. */
const DECIDED = 8;
/** The largest single payment of the stranger. */
const AT_ONCE = 40n * FLOP;

/** Acts of nodes, of the operator and of the network, and how likely each is; each says what it did. */
const WEIGHTS = {
  deposit: 4,
  dust: 2,
  send: 6,
  payByHand: 2,
  consolidate: 1,
  bump: 1,
  abandon: 1,
  evict: 1,
  displace: 1,
  malleate: 1,
  mine: 4,
  mineToNode: 1,
  reorganise: 2,
  doubleSpend: 2,
  bareScript: 1,
  lock: 1,
  unlock: 1,
  misplace: 1,
  trouble: 2,
  kill: 1,
  killWithin: 3,
  follow: 4,
} as const;
export type Act = keyof typeof WEIGHTS;
export const ALL_ACTS = Object.keys(WEIGHTS) as Act[];
const WEIGHT = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);

/** Acts by chance; now and then everything is mined and followed, and the books are looked at. */
export class RandomHistory implements Record<Act, () => Promise<string>> {
  readonly told: string[] = [];
  /** Acts that were not refused. */
  readonly done = new Set<Act>();
  private readonly deposits: string[] = [];
  private readonly byHand: string[] = [];
  private readonly sent: string[] = [];

  constructor(
    private readonly world: HistoryWorld,
    private readonly chance: () => number,
    /** Tried again and again in this history, until it is done. */
    private readonly promised: Act,
  ) {}

  /** @returns what is wrong with the books, nothing when all is well */
  async run(): Promise<string[]> {
    await this.world.round();
    for (let node = 0; node < 2; node++) await this.world.openNode();
    await this.endow(20n * FLOP);
    await this.deposit();
    await this.acts.mine(DECIDED);
    for (let act = 0; act < ACTS; act++) {
      this.told.push(await this.act(this.keeps(act) ? this.promised : this.anyAct()));
      const faults = act === ACTS - 1 || this.chance() < 0.2 ? await this.settle() : [];
      if (faults.length > 0) return faults;
    }
    return [];
  }

  async deposit(): Promise<string> {
    const { nodeId, address } = this.node();
    const amount = this.amount(20);
    this.deposits.push(await this.world.coin.deposit(address, amount));
    return `deposit ${formatFlop(amount)} to ${nodeId}`;
  }

  async dust(): Promise<string> {
    const { nodeId, address } = this.node();
    const coins = 8 + this.below(25);
    await this.world.coin.scatter(address, FLOP / 50n, coins);
    return `${coins} times 0.02 to ${nodeId}`;
  }

  async send(): Promise<string> {
    const { nodeId } = this.node();
    const [to, recipient] = await this.recipient();
    const amount = formatFlop(this.amount(6));
    const txid = await this.world.pay(nodeId, recipient, amount);
    if (txid && !txid.startsWith('internal-')) this.sent.push(txid);
    return `${nodeId} pays ${amount} to ${to}`;
  }

  async payByHand(): Promise<string> {
    const [to, recipient] = await this.recipient();
    const amount = this.amount(2);
    this.byHand.push(await this.acts.payByHand(recipient, amount));
    return `the operator pays ${formatFlop(amount)} to ${to}`;
  }

  async consolidate(): Promise<string> {
    this.byHand.push(await this.acts.consolidate());
    return 'the operator consolidates';
  }

  async bump(): Promise<string> {
    const txid = await this.waiting();
    this.byHand.push(await this.acts.bump(txid));
    return `the operator bumps ${txid}`;
  }

  async abandon(): Promise<string> {
    const txid = await this.waitingAndSeen();
    await this.acts.abandon(txid);
    return `the operator abandons ${txid}`;
  }

  async evict(): Promise<string> {
    const txid = await this.waitingAndSeen();
    await this.acts.evict(txid);
    return `${txid} leaves the mempool`;
  }

  async displace(): Promise<string> {
    const txid = await this.waiting();
    this.byHand.push(await this.acts.displace(txid));
    return `the operator spends the coins of ${txid} otherwise`;
  }

  async malleate(): Promise<string> {
    const txid = await this.waiting();
    // Its block may be left again before a round, and then neither form waits anywhere.
    if (this.byHand.includes(txid)) await this.seeAll();
    return `${txid} is mined as ${await this.acts.malleate(txid)}`;
  }

  async mine(): Promise<string> {
    const blocks = 1 + this.below(7);
    await this.acts.mine(blocks);
    return `${blocks} blocks`;
  }

  async mineToNode(): Promise<string> {
    const { nodeId, address } = this.node();
    await this.acts.mineTo(address, 1);
    return `a block to ${nodeId}`;
  }

  async reorganise(): Promise<string> {
    const depth = 1 + this.below(4);
    await this.world.coin.reorganise(depth);
    return `a reorganisation of ${depth}`;
  }

  async doubleSpend(): Promise<string> {
    const shallow: string[] = [];
    for (const txid of this.deposits) if ((await this.acts.confirmations(txid)) < DECIDED) shallow.push(txid);
    const txid = this.pick(shallow);
    const depth = Math.max(1, await this.acts.confirmations(txid));
    // A second time would be the same transaction, which the chain has already.
    this.deposits.splice(this.deposits.indexOf(txid), 1);
    await this.world.coin.doubleSpend(txid, depth);
    return `deposit ${txid} is double-spent ${depth} deep`;
  }

  async bareScript(): Promise<string> {
    const { nodeId, address } = this.node();
    const [one, other] = [
      await this.acts.publicKeyOf(address),
      await this.acts.publicKeyOf(await this.acts.changeAddress()),
    ];
    await this.acts.payScript(`5121${one}21${other}52ae`, FLOP / 100n);
    return `a bare multisig with a key of ${nodeId}`;
  }

  async lock(): Promise<string> {
    await this.acts.lock();
    return 'the operator locks the wallet';
  }

  async unlock(): Promise<string> {
    await this.acts.unlock();
    return 'the operator unlocks the wallet';
  }

  async misplace(): Promise<string> {
    const units = BigInt(this.below(2_000_000)) - 1_000_000n;
    await this.world.misplace(units);
    return `the books are ${units} units off`;
  }

  async trouble(): Promise<string> {
    const call = this.pick(['broadcast', 'build', 'transaction', 'totals', 'receivedSince'] as const);
    const fault = this.pick(['down', 'hang', 'answer_lost', 'refused'] as const);
    this.world.life.plan({ call, fault });
    return `${fault} at the next ${call}`;
  }

  async kill(): Promise<string> {
    await this.world.kill();
    return 'the registry is killed';
  }

  async killWithin(): Promise<string> {
    const work = this.chance() < 0.5 ? 'send' : 'follow';
    const steps = this.below(work === 'send' ? 25 : 60);
    const { life } = this.world;
    life.endAfter(steps);
    const outcome = await this[work]().catch((error: unknown) => `${work}, which fails: ${(error as Error).message}`);
    await this.world.kill();
    if (!life.isOver) return outcome;
    return `the registry is killed after ${steps} steps of: ${outcome}`;
  }

  async follow(): Promise<string> {
    await this.world.round();
    return 'a round';
  }

  /** From the third act on every other one, as what stands in its way may have gone in between. */
  private keeps(act: number): boolean {
    return act % 2 === 0 && act > 0 && !this.done.has(this.promised);
  }

  private anyAct(): Act {
    let point = this.chance() * WEIGHT;
    return ALL_ACTS.find((name) => {
      point -= WEIGHTS[name];
      return point < 0;
    })!;
  }

  /** What cannot be done now, or is refused, has not been done. */
  private async act(act: Act): Promise<string> {
    try {
      const told = await this[act]();
      this.done.add(act);
      return told;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return `${act} is refused: ${error.message}`;
    }
  }

  /** Everything is decided and seen; the operator makes good what is missing, and then payments are free. */
  private async settle(): Promise<string[]> {
    this.world.life.forgetFaults();
    await this.decide();
    const faults = await this.world.faults();
    if (faults.length > 0) return faults;
    if ((await this.world.lastAudit()).driftUnits !== 0n) await this.world.adopt();
    const missing = await this.world.missingUnits();
    if (missing > 0n) {
      await this.endow(missing + FLOP);
      await this.decide();
    }
    return [...(await this.world.faults()), ...(await this.hindrances())];
  }

  private async decide(): Promise<void> {
    for (let look = 0; look < 2; look++) {
      await this.acts.mine(DECIDED);
      await this.world.round();
    }
  }

  /** Whether anything but its balance or its coins keeps a node from paying. */
  private async hindrances(): Promise<string[]> {
    await this.acts.unlock();
    const { frozenBy } = await this.world.lastAudit();
    const found = frozenBy === undefined ? [] : [`frozen by ${frozenBy}`];
    for (const { nodeId } of this.world.nodes) {
      const refusal = await this.world
        .pay(nodeId, await this.world.coin.outsideAddress(), '0.1')
        .catch((error) => error);
      if (refusal instanceof SendsFrozen || refusal instanceof NodeSendsFrozen)
        found.push(`${nodeId} cannot pay: ${refusal.message}`);
    }
    return found;
  }

  /** Money of the operator's, in coins that the stranger can pay. */
  private async endow(units: bigint): Promise<void> {
    for (let left = units; left > 0n; left -= AT_ONCE)
      await this.world.coin.deposit(await this.acts.changeAddress(), left < AT_ONCE ? left : AT_ONCE);
  }

  private get acts() {
    return this.world.coin.acts;
  }

  private node() {
    return this.pick(this.world.nodes);
  }

  private async recipient(): Promise<[who: string, address: string]> {
    const roll = this.chance();
    if (roll < 0.5) return ['somebody', await this.world.coin.outsideAddress()];
    if (roll < 0.75) return ['a node', this.node().address];
    return ['a change address', await this.acts.changeAddress()];
  }

  /** A payment by the operator, or against all advice by a node, that is in no block; a new one when there is none. */
  private async waiting(): Promise<string> {
    const waiting: string[] = [];
    for (const txid of this.chance() < 0.5 ? this.byHand : this.sent)
      if (await this.acts.isWaiting(txid)) waiting.push(txid);
    if (waiting.length > 0) return this.pick(waiting);
    this.told.push(await this.payByHand());
    return this.byHand.at(-1)!;
  }

  /** Of a payment to a change address that leaves the mempool before an audit has seen it, Core lists nothing ever. */
  private async waitingAndSeen(): Promise<string> {
    const txid = await this.waiting();
    await this.seeAll();
    return txid;
  }

  private async seeAll(): Promise<void> {
    await this.acts.mineEmpty();
    await this.world.round();
  }

  private amount(mostFlop: number): bigint {
    return BigInt(1 + this.below(mostFlop * 100)) * (FLOP / 100n) + BigInt(this.below(1000));
  }

  private pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Impossible('there is none');
    return list[this.below(list.length)]!;
  }

  private below(limit: number): number {
    return Math.floor(this.chance() * limit);
  }
}

class Impossible extends Error {}

/** By the registry, by the devnet, by the history itself, or by a daemon, with its code. */
function isRefusal(error: unknown): error is Error {
  if (error instanceof DomainError || error instanceof Impossible) return true;
  // By its name: one that Node throws is no RangeError of this realm.
  return (error as Error).name === 'RangeError' || typeof (error as { code?: unknown }).code === 'number';
}
