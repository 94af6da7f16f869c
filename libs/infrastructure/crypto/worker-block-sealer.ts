import { type Block, type BlockTemplate, type TransactionTemplate } from '@app/chain';
import type { SignatureChoice } from '@app/infrastructure/configuration/signature-choice.js';
import { BlockSealer } from '@app/utxo';
import { Piscina } from 'piscina';
import { PackedTransactions } from './packed-transactions.js';
import type { Sealed, SealingTask, SigningTask } from './seal-worker.js';

/** Fewer transactions than this are signed faster than they are handed to another thread. */
const WORTH_A_THREAD = 16;

/**
 * Seals blocks in worker threads, so that proof of work and signatures never hold up a request. With several threads the
 * transactions of a block are signed and verified in as many parts, and one thread mines what they have signed.
 */
export class WorkerBlockSealer extends BlockSealer {
  private readonly pool: Piscina<SealingTask | SigningTask, Sealed>;

  constructor(
    private readonly threads = 1,
    signatures: SignatureChoice = 'auto',
  ) {
    super();
    this.pool = new Piscina({
      filename: new URL('./seal-worker.js', import.meta.url).href,
      minThreads: threads,
      maxThreads: threads,
      workerData: signatures,
    });
  }

  override async seal({ header, parent, transactions }: BlockTemplate): Promise<Block> {
    const parts = split(transactions, this.threads).map((part) => ({ part, packed: PackedTransactions.pack(part) }));
    const memory = parts.map(({ packed }) => packed.memory);
    const areVerified = parts.length > 1;
    try {
      if (areVerified) await Promise.all(memory.map((part) => this.pool.run({ kind: 'sign', memory: part })));
      const { hash, merkleRoot, nonce } = await this.pool.run({ kind: 'seal', header, parent, memory, areVerified });
      const signed = parts.flatMap(({ part, packed }) => packed.signed(part));
      return { header: { ...header, merkleRoot, nonce }, hash, transactions: signed };
    } catch (error) {
      for (const { packed } of parts) packed.wipe();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

/** Up to `count` parts of about the same size, in order, none of them too small for a thread. */
function split(transactions: readonly TransactionTemplate[], count: number): (readonly TransactionTemplate[])[] {
  const size = Math.max(Math.ceil(transactions.length / count), WORTH_A_THREAD);
  const parts = [];
  for (let at = 0; at < transactions.length; at += size) parts.push(transactions.slice(at, at + size));
  return parts;
}
