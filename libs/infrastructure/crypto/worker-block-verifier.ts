import {
  type Block,
  BlockVerifier,
  type ParentBlock,
  RuleBroken,
  type TransactionOutput,
  type Witness,
  type WitnessVerifier,
} from '@app/chain';
import { WORKER_LIMITS } from '@app/infrastructure/process/worker-limits.js';
import { Piscina } from 'piscina';
import { packBlock } from './packed-block.js';
import type { SignatureChoice } from './signature-choice.js';
import type { VerifyTask, WitnessTask } from './verify-worker.js';

/** Keys and signatures of one task: several submissions, and a replay of the chain, take turns in the one thread. */
const WITNESSES_AT_ONCE = 128;

/** Verifies stored blocks, and submitted transfers with many signatures, in a worker thread of its own, which ends when it has been idle for a while. */
export class WorkerBlockVerifier extends BlockVerifier implements WitnessVerifier {
  private readonly pool: Piscina<VerifyTask | WitnessTask, { rule: string; message: string } | undefined>;

  constructor(signatures: SignatureChoice = 'auto') {
    super();
    this.pool = new Piscina({
      filename: new URL('./verify-worker.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: 10_000,
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
    const packed = await packBlock({ block, spends });
    const broken = await this.pool.run({ kind: 'block', packed, parent: needed });
    if (broken) throw new RuleBroken(broken.rule, broken.message);
  }

  async allHold(digest: Uint8Array, witnesses: readonly Witness[]): Promise<boolean> {
    for (let at = 0; at < witnesses.length; at += WITNESSES_AT_ONCE) {
      const some = witnesses.slice(at, at + WITNESSES_AT_ONCE);
      if (!some.every(({ publicKey, signature }) => publicKey.length === 33 && signature.length === 64)) return false;
      const packed = Buffer.concat(some.flatMap(({ publicKey, signature }) => [publicKey, signature]));
      if (await this.pool.run({ kind: 'witnesses', digest, packed })) return false;
    }
    return true;
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
