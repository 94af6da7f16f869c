import { VerifyChain, VerifyTail } from '@app/chain';
import { WorkerBlockSealer } from '@app/infrastructure/crypto/worker-block-sealer.js';
import { WorkerBlockVerifier } from '@app/infrastructure/crypto/worker-block-verifier.js';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { SqlSupplyOrders } from '@app/infrastructure/sql/ledger/sql-supply-orders.js';
import { SqlUnspentOutputs } from '@app/infrastructure/sql/ledger/sql-unspent-outputs.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import { type Clock, SystemClock } from '@app/kernel';
import { AppendBlock, OpenChain, ProduceBlocks, ProductionOptions, UtxoIndex } from '@app/utxo';
import type { Plan } from './fill-plan.js';
import { openPlace } from './open-place.js';
import type { Place } from './places.js';

/** Proof of work is not what a filled chain is for: one bit, which every block then carries. */
const BITS = 1;
const BLOCK = 1_000;
/** Blocks that wait, besides the one being sealed and the one being stored: the producer never runs dry. */
const BLOCKS_AHEAD = 3;

/**
 * Fills a place with valid transactions as fast as the ledger can make them: through its own producer, worker and
 * database code, without HTTP. Every signature, Merkle root and proof of work is real and was verified before it was stored.
 */
export class ChainFiller {
  private constructor(
    private readonly database: Database,
    private readonly producer: ProduceBlocks,
    private readonly sealer: WorkerBlockSealer,
    private readonly verifier: WorkerBlockVerifier,
    private readonly releaseLock: () => Promise<void>,
    private readonly verifyChain: VerifyChain,
    /** Transactions on the chain. */
    private count: number,
  ) {}

  /** @param clock of the blocks @throws Error while a server writes to the place */
  static async open(place: Place, clock: Clock = new SystemClock()): Promise<ChainFiller> {
    const database = await openPlace(place);
    const lock = writerLockFor(database, place.databaseUrl);
    if (!(await lock.tryAcquire())) throw new Error('a server writes to this database');
    const store = new SqlBlockStore(database);
    const unspent = new SqlUnspentOutputs(database);
    const [sealer, verifier, index] = [new WorkerBlockSealer(), new WorkerBlockVerifier(), new UtxoIndex()];
    const tip = await new OpenChain(store, unspent, new VerifyTail(store, store, verifier), index).execute();
    const producer = new ProduceBlocks(
      index,
      sealer,
      new AppendBlock(store),
      clock,
      {
        blockCommitted: () => {},
        queueChanged: () => {},
        roleChanged: () => {},
        blocksLost: () => {},
        leadershipFailed: () => {},
      },
      new ProductionOptions(BITS, BLOCK),
    );
    producer.start(tip, () => {}); // a fork refuses what waits, which fails the fill
    const verifyChain = new VerifyChain(store, verifier, (at) => unspent.asOf(at), new SqlSupplyOrders(database));
    const release = () => lock.release();
    return new ChainFiller(database, producer, sealer, verifier, release, verifyChain, tip.nextTransactionKey);
  }

  get transactions(): number {
    return this.count;
  }

  /** Adds transactions until the chain has `target` of them. */
  async fillTo(target: number, plan: Plan, onProgress: (transactions: number) => void = () => {}): Promise<void> {
    const onTheirWay = new Set<Promise<void>>();
    while (this.count < target) {
      const size = Math.min(BLOCK, target - this.count);
      this.count += size;
      const block = this.submit(size, plan).finally(() => onTheirWay.delete(block));
      onTheirWay.add(block);
      if (onTheirWay.size >= BLOCKS_AHEAD) await Promise.race(onTheirWay);
      onProgress(this.count - onTheirWay.size * BLOCK);
    }
    await Promise.all(onTheirWay);
  }

  /** Replays the whole chain and compares it with the stored outputs; takes about as long as filling, and half a gigabyte at a million. */
  verify() {
    return this.verifyChain.execute();
  }

  /** Leaves the tables as a server that has been up for a while would find them. */
  async settle(): Promise<void> {
    if (this.database.kind !== 'postgres') return;
    await this.database.query('VACUUM ANALYZE');
    await this.database.query('CHECKPOINT');
  }

  async close(): Promise<void> {
    await this.producer.stop();
    await this.releaseLock();
    await this.sealer.close();
    await this.verifier.close();
    await this.database.close();
  }

  private async submit(size: number, plan: Plan): Promise<void> {
    await Promise.all(Array.from({ length: size }, () => this.producer.submit(plan.next())));
  }
}
