import { DomainError } from '@app/kernel';
import { formatFlop } from '@app/node-registry';
import type { HistoryWorld } from './history-world.js';

const FLOP = 100_000_000n;
const ACTS = 12;
/** So many blocks after the last act, every transaction is decided. */
const DECIDED = 8;

/** Acts of nodes, of the operator and of the network; each says what it did. */
const ACTS_BY_WEIGHT: [weight: number, act: (history: RandomHistory) => Promise<string>][] = [
  [4, (history) => history.deposit()],
  [2, (history) => history.dust()],
  [6, (history) => history.send()],
  [2, (history) => history.payByHand()],
  [1, (history) => history.consolidate()],
  [1, (history) => history.bump()],
  [1, (history) => history.abandon()],
  [1, (history) => history.malleate()],
  [4, (history) => history.mine()],
  [1, (history) => history.mineToNode()],
  [2, (history) => history.reorganise()],
  [1, (history) => history.doubleSpend()],
  [1, (history) => history.bareScript()],
  [2, (history) => history.trouble()],
  [2, (history) => history.kill()],
  [4, (history) => history.follow()],
];
const WEIGHT = ACTS_BY_WEIGHT.reduce((sum, [weight]) => sum + weight, 0);

/** Acts by chance; now and then everything is mined and followed, and the books are looked at. */
export class RandomHistory {
  readonly told: string[] = [];
  readonly #deposits: string[] = [];
  readonly #byHand: string[] = [];
  readonly #sent: string[] = [];

  constructor(
    private readonly world: HistoryWorld,
    private readonly chance: () => number,
  ) {}

  /** @returns what is wrong with the books, nothing when all is well */
  async run(): Promise<string[]> {
    await this.world.round();
    for (let node = 0; node < 2; node++) await this.world.openNode();
    await this.world.backend.devnet.faucet(await this.world.acts.changeAddress(), 20n * FLOP);
    await this.deposit();
    await this.world.acts.mine(DECIDED);
    for (let act = 0; act < ACTS; act++) {
      this.told.push(await this.#act());
      const faults = act === ACTS - 1 || this.chance() < 0.2 ? await this.#settle() : [];
      if (faults.length > 0) return faults;
    }
    return [];
  }

  async deposit(): Promise<string> {
    const { nodeId, address } = this.#node();
    const amount = this.#amount(20);
    this.#deposits.push(await this.world.backend.devnet.faucet(address, amount));
    return `deposit ${formatFlop(amount)} to ${nodeId}`;
  }

  async dust(): Promise<string> {
    const { nodeId, address } = this.#node();
    for (let coin = 0; coin < 8; coin++) await this.world.backend.devnet.faucet(address, FLOP / 50n);
    return `eight times 0.02 to ${nodeId}`;
  }

  async send(): Promise<string> {
    const { nodeId } = this.#node();
    const [to, recipient] = await this.#recipient();
    const amount = formatFlop(this.#amount(6));
    const txid = await this.world.pay(nodeId, recipient, amount);
    if (txid && !txid.startsWith('internal-')) this.#sent.push(txid);
    return `${nodeId} pays ${amount} to ${to}`;
  }

  async payByHand(): Promise<string> {
    const [to, recipient] = await this.#recipient();
    const amount = this.#amount(2);
    this.#byHand.push(await this.world.acts.payByHand(recipient, amount));
    return `the operator pays ${formatFlop(amount)} to ${to}`;
  }

  async consolidate(): Promise<string> {
    this.#byHand.push(await this.world.acts.consolidate());
    return 'the operator consolidates';
  }

  async bump(): Promise<string> {
    const txid = this.#unconfirmed(this.#byHand);
    this.#byHand.push(await this.world.acts.bump(txid));
    return `the operator bumps ${txid}`;
  }

  async abandon(): Promise<string> {
    const txid = this.#unconfirmed(this.#byHand);
    await this.world.acts.abandon(txid);
    return `the operator abandons ${txid}`;
  }

  async malleate(): Promise<string> {
    const txid = this.#unconfirmed(this.chance() < 0.5 ? this.#byHand : this.#sent);
    return `${txid} is mined as ${await this.world.acts.malleate(txid)}`;
  }

  async mine(): Promise<string> {
    const blocks = 1 + this.#below(7);
    await this.world.acts.mine(blocks);
    return `${blocks} blocks`;
  }

  async mineToNode(): Promise<string> {
    const { nodeId, address } = this.#node();
    await this.world.acts.mineTo(address, 1);
    return `a block to ${nodeId}`;
  }

  async reorganise(): Promise<string> {
    const depth = 1 + this.#below(4);
    await this.world.backend.devnet.reorganise({ depth });
    return `a reorganisation of ${depth}`;
  }

  async doubleSpend(): Promise<string> {
    const { devnet } = this.world.backend;
    const txid = this.#pick(this.#deposits);
    const depth = Math.max(1, devnet.ledger.confirmations(txid));
    if (depth > 7) throw new Impossible('too deep');
    await devnet.reorganise({ depth, doubleSpend: [txid] });
    return `deposit ${txid} is double-spent ${depth} deep`;
  }

  async bareScript(): Promise<string> {
    const { nodeId, address } = this.#node();
    const { acts } = this.world;
    const [one, other] = [await acts.publicKeyOf(address), await acts.publicKeyOf(await acts.changeAddress())];
    await acts.payScript(`5121${one}21${other}52ae`, FLOP / 100n);
    return `a bare multisig with a key of ${nodeId}`;
  }

  async trouble(): Promise<string> {
    const call = this.#pick(['broadcast', 'build', 'transaction', 'totals', 'receivedSince'] as const);
    const fault = this.#pick(['down', 'hang', 'answer_lost', 'refused'] as const);
    this.world.backend.faults.plan({ call, fault });
    return `${fault} at the next ${call}`;
  }

  async kill(): Promise<string> {
    await this.world.kill();
    return 'the registry is killed';
  }

  async follow(): Promise<string> {
    await this.world.round();
    return 'a round';
  }

  /** What cannot be done now, or is refused, has not been done. */
  async #act(): Promise<string> {
    let point = this.chance() * WEIGHT;
    const [, act] = ACTS_BY_WEIGHT.find(([weight]) => {
      point -= weight;
      return point < 0;
    })!;
    try {
      return await act(this);
    } catch (error) {
      if (!(error instanceof DomainError || error instanceof RangeError || error instanceof Impossible)) throw error;
      return `refused: ${error.message}`;
    }
  }

  /** Everything is decided and seen; the operator makes good what is missing, and then payments are free. */
  async #settle(): Promise<string[]> {
    this.world.backend.faults.clear();
    await this.#decide();
    const faults = await this.world.faults();
    const missing = await this.world.missingUnits();
    if (missing > 0n) {
      await this.world.backend.devnet.faucet(await this.world.acts.changeAddress(), missing + FLOP);
      await this.#decide();
    }
    const { frozenBy } = await this.world.lastAudit();
    return frozenBy === undefined ? faults : [...faults, `frozen by ${frozenBy}`];
  }

  async #decide(): Promise<void> {
    for (let look = 0; look < 2; look++) {
      await this.world.acts.mine(DECIDED);
      await this.world.round();
    }
  }

  #node() {
    return this.#pick(this.world.nodes);
  }

  async #recipient(): Promise<[who: string, address: string]> {
    const roll = this.chance();
    if (roll < 0.5) return ['somebody', await this.world.backend.devnet.newAddress('outside')];
    if (roll < 0.75) return ['a node', this.#node().address];
    return ['a change address', await this.world.acts.changeAddress()];
  }

  #unconfirmed(txids: readonly string[]): string {
    return this.#pick(txids.filter((txid) => this.world.backend.devnet.ledger.isInMempool(txid)));
  }

  #amount(mostFlop: number): bigint {
    return BigInt(1 + this.#below(mostFlop * 100)) * (FLOP / 100n) + BigInt(this.#below(1000));
  }

  #pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Impossible('there is none');
    return list[this.#below(list.length)]!;
  }

  #below(limit: number): number {
    return Math.floor(this.chance() * limit);
  }
}

class Impossible extends Error {}
