import { setImmediate as nextIteration } from 'node:timers/promises';
import type { ChainTip } from '@app/chain';
import type { BlockAssembly } from '../model/assemble-block.js';
import type { BlockIntent, MinedTransaction } from '../model/block-intent.js';
import type { BlockInProgress } from '../ports/block-sealer.js';

/** Requests that are taken, and callers that are answered, in one turn of the event loop: two milliseconds at most. */
export const REQUESTS_PER_BATCH = 16;

/** A request whose caller is not answered yet. */
export interface WaitingRequest {
  readonly intent: BlockIntent;
  resolve(mined: MinedTransaction): void;
  reject(error: unknown): void;
}

/** A block on its way: its changes staged in the index, its callers not answered. */
export interface PendingBlock {
  readonly assembly: BlockAssembly;
  readonly sealing: BlockInProgress;
  readonly callers: { waiting: WaitingRequest; txid: Uint8Array }[];
  /** Inputs and outputs so far. */
  parts: number;
}

/**
 * Some callers in each turn of the event loop: those who were answered ask again while others are being answered. All in one
 * turn would keep the sealing thread waiting for its next work, and then this one for that.
 */
export async function answer(callers: PendingBlock['callers'], tip: ChainTip): Promise<void> {
  for (const [at, { waiting, txid }] of callers.entries()) {
    if (at > 0 && at % REQUESTS_PER_BATCH === 0) await nextIteration();
    waiting.intent.settled?.();
    waiting.resolve({ txid, blockHash: tip.hash, height: tip.header.height });
  }
}

/** Answers a caller that nothing was done, and why. */
export function refuse(waiting: WaitingRequest, error: unknown): void {
  waiting.intent.settled?.();
  waiting.reject(error);
}
