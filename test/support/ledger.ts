import {
  type Block,
  type BlockEffects,
  type BlockTemplate,
  BlockVerifier,
  type ChainTip,
  outpointKey,
  type ParentBlock,
  type TransactionOutput,
  VerifyTail,
  verifyBlock,
  type Witness,
  WitnessVerifier,
} from '@app/chain';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { InlineBlockSealer } from '@app/infrastructure/crypto/inline-block-sealer.js';
import { chooseSignatureScheme } from '@app/infrastructure/crypto/native-secp256k1.js';
import { MemoryChainStore } from '@app/infrastructure/memory/memory-chain-store.js';
import { MemoryClaimedRequests } from '@app/infrastructure/memory/memory-claimed-requests.js';
import { MemoryPaymentRequests } from '@app/infrastructure/memory/memory-payment-requests.js';
import { MemoryUnspentOutputs } from '@app/infrastructure/memory/memory-wallets.js';
import { Clock, SystemLog, type SystemLogEntry } from '@app/kernel';
import {
  AppendBlock,
  OpenChain,
  ProduceBlocks,
  ProduceOnce,
  ProductionObserver,
  ProductionOptions,
  RequestsInFlight,
  UtxoIndex,
} from '@app/utxo';
import { type Address, AdmitPayments, addressOf, FundWallet, SealNote, TransferFunds } from '@app/wallet';

/** The fast scheme where there is one: the portable twin takes milliseconds a signature. */
export const scheme = chooseSignatureScheme();

/** A key pair from a small number: the same in every run. */
export function keyPair(number: number): { privateKey: Buffer; publicKey: Buffer; address: Address } {
  const privateKey = Buffer.alloc(32);
  privateKey.writeUInt32BE(number, 28);
  const publicKey = Buffer.from(scheme.publicKeyOf(privateKey));
  return { privateKey, publicKey, address: addressOf(publicKey) };
}

/** A clock that stands until a test moves it. */
export class StandingClock extends Clock {
  constructor(public ms = Date.UTC(2026, 10, 21)) {
    super();
  }

  override nowMs(): number {
    return this.ms;
  }
}

export class RecordingLog extends SystemLog {
  readonly entries: SystemLogEntry[] = [];

  get types(): string[] {
    return this.entries.map(({ type }) => type);
  }

  override async record(entry: SystemLogEntry): Promise<void> {
    this.entries.push(entry);
  }
}

export class RecordingObserver extends ProductionObserver {
  readonly blocks: number[] = [];
  readonly failures: unknown[] = [];
  waiting = 0;
  uncommitted = 0;

  override blockCommitted({ transactions }: { transactions: number }): void {
    this.blocks.push(transactions);
  }

  override queueChanged(waiting: number, uncommitted: number): void {
    this.waiting = waiting;
    this.uncommitted = uncommitted;
  }

  override roleChanged(): void {}

  override blocksLost(): void {}

  override leadershipFailed(error: unknown): void {
    this.failures.push(error);
  }
}

export class InlineBlockVerifier extends BlockVerifier {
  override async verify(
    block: Block,
    parent: ParentBlock | undefined,
    spends: ReadonlyMap<string, TransactionOutput>,
  ): Promise<void> {
    verifyBlock(block, parent, (outpoint) => spends.get(outpointKey(outpoint)), scheme);
  }
}

export class InlineWitnessVerifier extends WitnessVerifier {
  override async allHold(digest: Uint8Array, witnesses: readonly Witness[]): Promise<boolean> {
    return witnesses.every(({ signature, publicKey }) => scheme.verify(signature, digest, publicKey));
  }
}

/** A store whose appends can be held back, refused, or stripped of their answer; it counts what it did. */
export class UnreliableChainStore extends MemoryChainStore {
  attempts = 0;
  faults = 0;
  /** Runs before the block is stored; what it throws is thrown instead of storing. */
  before: (attempt: number) => Promise<void> | void = () => {};
  /** Runs after the block is stored; what it throws hides that it is. */
  after: (attempt: number) => Promise<void> | void = () => {};

  override async append(block: Block, effects: BlockEffects): Promise<void> {
    const attempt = ++this.attempts;
    await this.counted(() => this.before(attempt));
    await super.append(block, effects);
    await this.counted(() => this.after(attempt));
  }

  private async counted(hook: () => Promise<void> | void): Promise<void> {
    try {
      await hook();
    } catch (error) {
      this.faults++;
      throw error;
    }
  }
}

/** A sealer that a test can hold up or make fail. */
export class InterruptibleSealer extends InlineBlockSealer {
  /** Runs before a block is sealed; what it throws is thrown instead. */
  before: () => Promise<void> | void = () => {};

  override async seal(template: BlockTemplate): Promise<Block> {
    await this.before();
    return super.seal(template);
  }
}

/** A promise with its handles outside. */
export function gate(): { open: () => void; opened: Promise<void> } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

export interface Ledger {
  readonly store: UnreliableChainStore;
  readonly sealer: InterruptibleSealer;
  readonly index: UtxoIndex;
  readonly unspent: MemoryUnspentOutputs;
  readonly producer: ProduceBlocks;
  readonly once: ProduceOnce;
  readonly claimed: MemoryClaimedRequests;
  readonly observer: RecordingObserver;
  readonly log: RecordingLog;
  readonly clock: StandingClock;
  readonly faucet: FundWallet;
  readonly transfers: TransferFunds;
  readonly tip: ChainTip;
}

/** A ledger in memory that produces blocks: genesis alone, or what `store` holds. */
export async function openLedger(
  given: { store?: UnreliableChainStore; options?: ProductionOptions; patienceMs?: number } = {},
): Promise<Ledger> {
  const store = given.store ?? new UnreliableChainStore();
  const index = new UtxoIndex();
  const unspent = new MemoryUnspentOutputs(store);
  const clock = new StandingClock();
  const observer = new RecordingObserver();
  const log = new RecordingLog();
  const open = new OpenChain(store, unspent, new VerifyTail(store, store, new InlineBlockVerifier()), index);
  const tip = await open.execute();
  store.attempts = 0;
  const sealer = new InterruptibleSealer(scheme);
  const producer = new ProduceBlocks(
    index,
    sealer,
    new AppendBlock(store, given.patienceMs),
    clock,
    observer,
    given.options ?? new ProductionOptions(0),
  );
  const claimed = new MemoryClaimedRequests(store);
  const once = new ProduceOnce(producer, claimed, new RequestsInFlight(), EnvelopeVault.ephemeral(), clock);
  const faucet = new FundWallet(once, log);
  const admit = new AdmitPayments(new MemoryPaymentRequests(store), clock);
  const transfers = new TransferFunds(producer, once, scheme, log, new SealNote(EnvelopeVault.ephemeral()), admit);
  return { store, sealer, index, unspent, producer, once, claimed, observer, log, clock, faucet, transfers, tip };
}
