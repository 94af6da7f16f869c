import { type Block, type BlockTemplate } from '@app/chain';
import { BlockSealer } from '@app/utxo';
import { Piscina } from 'piscina';

/** Seals blocks in one worker thread, so that proof of work and signatures never hold up a request. */
export class WorkerBlockSealer extends BlockSealer {
  private readonly pool = new Piscina<BlockTemplate, Block>({
    filename: new URL('./seal-worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
  });

  override seal(template: BlockTemplate): Promise<Block> {
    return this.pool.run(template);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
