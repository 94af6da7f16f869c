import {
  type Block,
  BlockVerifier,
  outpointKey,
  type ParentBlock,
  RuleBroken,
  type TransactionOutput,
} from '@app/chain';
import type { SignatureChoice } from '@app/infrastructure/configuration/signature-choice.js';
import { WORKER_LIMITS } from '@app/infrastructure/process/worker-limits.js';
import { Piscina } from 'piscina';
import type { VerifyTask } from './verify-worker.js';

/** Verifies stored blocks in a worker thread of its own, which ends when it has been idle for a while. */
export class WorkerBlockVerifier extends BlockVerifier {
  private readonly pool: Piscina<VerifyTask, { rule: string; message: string } | undefined>;

  constructor(signatures: SignatureChoice = 'auto') {
    super();
    this.pool = new Piscina({
      filename: new URL('./verify-worker.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: 30_000,
      workerData: signatures,
      resourceLimits: WORKER_LIMITS,
    });
  }

  override async verify(
    block: Block,
    parent: ParentBlock | undefined,
    spends: ReadonlyMap<string, TransactionOutput>,
  ): Promise<void> {
    const needed = parent && { hash: parent.hash, header: parent.header };
    const broken = await this.pool.run({ block, parent: needed, spends: spendsOf(block, spends) });
    if (broken) throw new RuleBroken(broken.rule, broken.message);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

/** The part of `spends` that `block` refers to: the rest need not be copied to the worker. */
function spendsOf(block: Block, spends: ReadonlyMap<string, TransactionOutput>): Map<string, TransactionOutput> {
  const needed = new Map<string, TransactionOutput>();
  for (const input of block.transactions.flatMap(({ inputs }) => inputs)) {
    const key = outpointKey(input);
    const output = spends.get(key);
    if (output) needed.set(key, output);
  }
  return needed;
}
