import { randomBytes } from 'node:crypto';
import { type CoinTransaction, parseTransaction } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { outputScript } from '@app/infrastructure/flopcoin/output-script.js';
import type { Clock } from '@app/kernel';
import {
  type BroadcastOutcome,
  type CoinIdentity,
  type CoinOutpoint,
  CoreTimeout,
  hash160,
  parseFlopAddress,
  SerialQueue,
} from '@app/node-wallet';
import { judge } from './acceptance.js';
import { genesisBlock } from './devnet-block.js';
import { DevnetLedger } from './devnet-ledger.js';
import { FIRST_BLOCKS, NETWORK, SUBVERSION } from './devnet-parameters.js';
import {
  type Consolidation,
  DevnetPlanner,
  type PlannedPayment,
  type Reorganisation,
  transactionRow,
} from './devnet-planner.js';
import {
  type AnsweredRequest,
  type DevnetOwner,
  type DevnetRecords,
  type DevnetStore,
  type KeyedRequest,
  NO_RECORDS,
  type Standing,
  type StandingRow,
} from './devnet-store.js';
import { DevnetWallets } from './devnet-wallets.js';
import { type AnswerRow, KeyedActs } from './keyed-acts.js';
import type { Spend } from './make-spend.js';

export interface DevnetOptions {
  store: DevnetStore;
  clock: Clock;
  /** Source of keys and of what tells coinbases apart; the system's by default. */
  randomBytes?: (length: number) => Uint8Array;
}

/**
 * An embedded coin: a chain of one miner with two wallets on it, the registry's and everybody else's. Real keys,
 * signatures, transactions and hashes; no network, no proof of work, and no worth.
 *
 * Acts run one at a time. Each is planned, appended to the store in one piece, and only then shown, so a process killed
 * at any moment has forgotten nothing that it told anybody.
 */
export class Devnet {
  readonly ledger = new DevnetLedger();
  readonly wallets = new DevnetWallets(this.ledger);
  private readonly acts = new SerialQueue();
  private readonly planner: DevnetPlanner;
  private readonly keyed: KeyedActs;
  /** Whether the store may hold what was not shown. */
  private isInDoubt = false;

  private constructor(
    private readonly store: DevnetStore,
    options: DevnetOptions,
  ) {
    const random = options.randomBytes ?? ((length: number) => new Uint8Array(randomBytes(length)));
    this.planner = new DevnetPlanner(this.ledger, this.wallets, options.clock, random);
    this.keyed = new KeyedActs(store, options.clock);
  }

  /** Takes up where the store left off, or starts a chain whose faucet is filled. */
  static async open(options: DevnetOptions): Promise<Devnet> {
    const devnet = new Devnet(options.store, options);
    devnet.show(await options.store.load());
    if (devnet.ledger.isEmpty) await devnet.begin();
    await devnet.mine(Math.max(0, FIRST_BLOCKS - devnet.ledger.tip.height));
    return devnet;
  }

  /** The wallet is named after its first key, which is never deleted. */
  get identity(): CoinIdentity {
    const walletId = Buffer.from(hash160(this.wallets.firstKeyOf('registry').key.publicKey)).toString('hex');
    return { genesisHash: this.ledger.blockAt(0)!.hash, chain: NETWORK, walletId, subversion: SUBVERSION };
  }

  /** A fresh address that receives for `owner`: for `outside`, one that the registry knows nothing about. */
  newAddress(owner: DevnetOwner, label = ''): Promise<string> {
    return this.act(async () => {
      const key = this.planner.key(owner, 'receive', label);
      await this.commit({ ...NO_RECORDS, keys: [key] });
      return key.address;
    });
  }

  /**
   * A signed payment of the registry's wallet, not sent yet; the key of its change is stored.
   * @throws AmountBelowDust, InvalidRecipient, WalletLocked, InsufficientCoreFunds, FeeAboveCap, in this order
   */
  prepare(payment: PlannedPayment): Promise<Spend> {
    return this.act(async () => {
      const { spend, change } = this.planner.payment('registry', payment);
      await this.commit({ ...NO_RECORDS, keys: [change] });
      return spend;
    });
  }

  /** The same for a consolidation, `undefined` when there is nothing to consolidate. @throws WalletLocked */
  prepareConsolidation(consolidation: Consolidation): Promise<Spend | undefined> {
    return this.act(async () => {
      const made = this.planner.consolidation(consolidation);
      if (made) await this.commit({ ...NO_RECORDS, keys: [made.change] });
      return made?.spend;
    });
  }

  /** Takes a transaction into the mempool, or says as Core does why not. */
  accept(hex: string): Promise<BroadcastOutcome> {
    return this.act(() => this.takeIn(hex, []));
  }

  /**
   * Pays from the outside wallet and returns the txid; the payment waits in the mempool for a block.
   * @param request when it was answered before, nothing is paid and the txid is the first one's
   * @throws IdempotencyKeyReused, PaymentInFlight, AmountBelowDust, InvalidRecipient, InsufficientCoreFunds, in this order
   */
  faucet(address: string, amountUnits: bigint, request?: KeyedRequest): Promise<string> {
    return this.once(request, `faucet\n${address}\n${amountUnits}`, async (answered) => {
      const { spend, change } = this.planner.payment('outside', { address, amountUnits, taken: [] });
      const row = transactionRow(spend.transaction);
      await this.commit({ ...NO_RECORDS, keys: [change], transactions: [row] }, answered(row.txid));
      return row.txid;
    });
  }

  /**
   * Mines `blocks` blocks in one piece, the first of which holds the whole mempool, and returns the height.
   *
   * @param rewardAddress of the devnet's network; the outside wallet's own when not given
   * @param request when it was answered before, nothing is mined and the height is the first one's
   * @throws IdempotencyKeyReused, PaymentInFlight
   */
  async mine(blocks: number, request?: KeyedRequest, rewardAddress?: string): Promise<number> {
    const height = await this.once(request, `mine\n${blocks}`, async (answered) => {
      const reached = String(this.ledger.tip.height + blocks);
      const rewardScript = rewardAddress === undefined ? undefined : outputScript(parseFlopAddress(rewardAddress)!);
      if (blocks > 0) await this.commit(this.planner.nextBlocks(blocks, rewardScript), answered(reached));
      return reached;
    });
    return Number(height);
  }

  /** Mines one block that holds these transactions alone, be they in the mempool, in conflict with it, or unheard of. */
  mineOnly(hexes: readonly string[]): Promise<number> {
    return this.act(async () => {
      await this.commit(this.planner.blockOf(hexes));
      return this.ledger.tip.height;
    });
  }

  /** An address for change, which no list of the registry's wallet tells of when its own payment pays it. */
  changeAddress(): Promise<string> {
    return this.act(async () => {
      const key = this.planner.key('registry', 'change', '');
      await this.commit({ ...NO_RECORDS, keys: [key] });
      return key.address;
    });
  }

  /** A signed raw transaction of coins of one wallet, in hex, not sent yet. @throws RangeError for other coins, WalletLocked */
  raw(inputs: readonly CoinOutpoint[], outputs: CoinTransaction['outputs']): string {
    return this.planner.raw(inputs, outputs).hex;
  }

  /** The same in the place of those that spend its coins in the mempool; when it is not taken, they stay. */
  replace(hex: string): Promise<BroadcastOutcome> {
    return this.act(() => {
      const spenders = parseTransaction(hex).inputs.map((input) => this.ledger.spenderOf(input));
      const replaced = spenders.flatMap((txid) => (txid === null ? [] : this.ledger.withDescendants(txid)));
      return this.takeIn(
        hex,
        replaced.filter((txid) => this.ledger.isInMempool(txid)),
      );
    });
  }

  /** Takes a transaction and its descendants out of the mempool, as a restart or a full mempool does. */
  drop(txid: string): Promise<void> {
    return this.act(() => this.stand([txid], 'dropped'));
  }

  /** What `abandontransaction` does. @throws RangeError while it is in the mempool or in a block */
  abandon(txid: string): Promise<void> {
    return this.act(async () => {
      if (this.ledger.isInMempool(txid) || this.ledger.heightOf(txid) !== null)
        throw new RangeError('not eligible for abandonment');
      await this.stand([txid], 'abandoned');
    });
  }

  private async takeIn(text: string, replaced: readonly string[]): Promise<BroadcastOutcome> {
    const verdict = judge(this.ledger, text, replaced);
    if (verdict.kind !== 'fresh') return verdict;
    const { txid, hex } = verdict;
    const standings: StandingRow[] = replaced.map((other) => ({ txid: other, standing: 'dropped' }));
    if (this.ledger.standing(txid) !== 'waiting') standings.push({ txid, standing: 'waiting' });
    await this.commit({ ...NO_RECORDS, transactions: [{ txid, hex }], standings });
    return { kind: 'accepted' };
  }

  private async stand(txids: readonly string[], standing: Standing): Promise<void> {
    const all = new Set(txids.flatMap((txid) => this.ledger.withDescendants(txid)));
    if (standing === 'dropped') for (const txid of all) if (!this.ledger.isInMempool(txid)) all.delete(txid);
    await this.commit({ ...NO_RECORDS, standings: [...all].map((txid) => ({ txid, standing })) });
  }

  /** Leaves the last blocks for a longer branch and returns the height. What is not double-spent there goes back to the mempool. */
  reorganise(reorganisation: Reorganisation): Promise<number> {
    return this.act(async () => {
      await this.commit(this.planner.branch(reorganisation));
      return this.ledger.tip.height;
    });
  }

  /** Resolves when every act asked for so far is done. */
  settled(): Promise<void> {
    return this.acts.run(async () => undefined);
  }

  private once(
    request: KeyedRequest | undefined,
    asked: string,
    act: (answered: AnswerRow) => Promise<string>,
  ): Promise<string> {
    const replay = () => this.act(async () => undefined);
    return this.keyed.once(request, asked, (answered) => this.act(() => act(answered)), replay);
  }

  /** One act after the other, each on top of all that is stored. */
  private act<T>(work: () => Promise<T>): Promise<T> {
    return this.acts.run(async () => {
      if (this.isInDoubt) this.show(await this.store.load().catch(timeOut));
      this.isInDoubt = false;
      return work();
    });
  }

  private async begin(): Promise<void> {
    const { block, coinbase } = genesisBlock();
    const keys = [this.planner.key('registry', 'change', ''), this.planner.key('outside', 'receive', 'miner')];
    await this.commit({ ...NO_RECORDS, keys, transactions: [coinbase], blocks: [block], tipHash: block.hash });
  }

  /**
   * A store that fails leaves open whether the act was kept, as a lost answer of Core does; it is shown only if it surely
   * was, or else found in the store by the next act.
   */
  private async commit(records: DevnetRecords, answered?: AnsweredRequest): Promise<void> {
    this.isInDoubt = true;
    await this.store.append(records, answered).catch(timeOut);
    this.isInDoubt = false;
    this.show(records);
  }

  private show(records: DevnetRecords): void {
    this.ledger.apply(records);
    this.wallets.apply(records);
  }
}

function timeOut(cause: unknown): never {
  throw new CoreTimeout({ cause });
}
