import { setTimeout as sleep } from 'node:timers/promises';
import { CoreRefused, CoreTimeout, CoreUnavailable } from '@app/node-wallet';

/**
 * `down`, `warming_up`, `queue_full`: not carried out. `hang`: not carried out, and the caller cannot know. `answer_lost`:
 * carried out, and the caller cannot know. `refused`: Core says no. `delay`: only late.
 */
export type DevnetFault = 'down' | 'warming_up' | 'queue_full' | 'hang' | 'answer_lost' | 'refused' | 'delay';

/** The calls of the coin ports that a fault can hit. */
export type DevnetCall =
  | 'identity'
  | 'status'
  | 'blockHashAt'
  | 'header'
  | 'newAddress'
  | 'validateAddress'
  | 'transaction'
  | 'receivedSince'
  | 'totals'
  | 'spenderOf'
  | 'build'
  | 'releaseInputs'
  | 'broadcast'
  | 'isInMempool'
  | 'mempool'
  | 'holdings';

export interface FaultPlan {
  fault: DevnetFault;
  /** Every call when left out. */
  call?: DevnetCall;
  /** How many calls it hits, default 1. */
  times?: number;
  /** How long `delay` and `hang` take, default 0. */
  delayMs?: number;
}

/** -4, Core's "something is wrong with the wallet". */
const WALLET_ERROR = -4;

/** Trouble on demand, for tests, in the order planned. Counts what really happened. */
export class DevnetFaults {
  private readonly plans: (FaultPlan & { times: number; delayMs: number })[] = [];
  private readonly counts = new Map<DevnetFault, number>();

  plan(plan: FaultPlan): void {
    this.plans.push({ times: 1, delayMs: 0, ...plan });
  }

  /** Forgets what was planned and has not happened. */
  clear(): void {
    this.plans.length = 0;
  }

  happened(fault: DevnetFault): number {
    return this.counts.get(fault) ?? 0;
  }

  /** Runs one call of a port, or what has been planned for it. */
  async around<T>(call: DevnetCall, work: () => Promise<T>): Promise<T> {
    const plan = this.plans.find((candidate) => candidate.times > 0 && (candidate.call ?? call) === call);
    if (!plan) return work();
    plan.times--;
    this.counts.set(plan.fault, this.happened(plan.fault) + 1);
    if (plan.delayMs > 0) await sleep(plan.delayMs);
    switch (plan.fault) {
      case 'hang':
        throw new CoreTimeout();
      case 'refused':
        throw new CoreRefused(WALLET_ERROR);
      case 'answer_lost':
        await work().catch(() => undefined);
        throw new CoreTimeout();
      case 'delay':
        return work();
      default:
        throw new CoreUnavailable(plan.fault);
    }
  }
}
