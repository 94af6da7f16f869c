import { type DevnetCall, DevnetFaults, type FaultPlan } from '@app/infrastructure/devnet/devnet-faults.js';
import type { FlopcoinBackend } from '@app/infrastructure/flopcoin/flopcoin-backend.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { CoreRefused } from '@app/node-wallet';

/** What a process that has ended meets: nothing it does reaches anything any more. */
class ProcessEnded extends Error {}

/**
 * Stands between a registry and what outlives it, its coin and its database. Ends the process between any two of its steps
 * (a call of the coin, a statement, a transaction), and makes single calls of the coin fail.
 */
export class ProcessLife {
  private readonly faults = new DevnetFaults();
  private stepsLeft = Number.POSITIVE_INFINITY;
  private readonly underWay = new Set<Promise<unknown>>();

  /** After so many more steps nothing has any effect. */
  endAfter(steps: number): void {
    this.stepsLeft = steps;
  }

  get isOver(): boolean {
    return this.stepsLeft < 0;
  }

  /** Resolves when what was begun before the end has had its effect, or none. */
  async over(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  plan(plan: FaultPlan): void {
    this.faults.plan(plan);
  }

  forgetFaults(): void {
    this.faults.clear();
  }

  coin({ node, wallet, payments, marks }: FlopcoinBackend): Omit<FlopcoinBackend, 'close'> {
    const around = <T extends object>(port: T) => this.between(port, (call, work) => this.call(call, work));
    return { node: around(node), wallet: around(wallet), payments: around(payments), marks: around(marks) };
  }

  database(database: Database): Database {
    return this.between(database, (_call, work) => work());
  }

  private async call(call: string, work: () => Promise<unknown>): Promise<unknown> {
    try {
      return await this.faults.around(call as DevnetCall, work);
    } catch (error) {
      if (call !== 'broadcast' || !(error instanceof CoreRefused)) throw error;
      return { kind: 'undecided', reason: 'other', coreCode: error.coreCode };
    }
  }

  /** Every method but those that only change what the process itself remembers. */
  private between<T extends object>(
    part: T,
    meet: (call: string, work: () => Promise<unknown>) => Promise<unknown>,
  ): T {
    return new Proxy(part, {
      get: (target, name) => {
        if (name === 'manager' && this.isOver) throw new ProcessEnded();
        const value = Reflect.get(target, name);
        if (typeof value !== 'function' || name === 'pin' || typeof name === 'symbol') return value;
        return async (...given: unknown[]) => {
          if (--this.stepsLeft < 0) throw new ProcessEnded();
          const step = meet(name, () => value.apply(target, given));
          this.underWay.add(step);
          return step.finally(() => this.underWay.delete(step));
        };
      },
    });
  }
}
