import { DomainError } from '@app/kernel';
import { seededChance } from '../registry-api/support/seeded-chance.js';
import type { Cluster } from './cluster.js';
import { Network, type NetworkFaults } from './network.js';
import type { PlantedBug } from './planted-bugs.js';
import { Life, Scheduler } from './scheduler.js';
import { play } from './simulated-platform.js';

export interface SimulationOptions {
  readonly seed: number;
  readonly bug?: PlantedBug | undefined;
  /** Keeps the whole trace. */
  readonly isTelling?: boolean | undefined;
}

/** How a simulation went. */
export interface Outcome {
  /** What contradicts the promises; empty when all is well. */
  readonly violations: readonly string[];
  /** Of the trace: equal exactly when the same happened in the same order. */
  readonly digest: string;
  readonly steps: number;
  readonly simulatedMs: number;
  /** How often each thing happened. */
  readonly happened: Readonly<Record<string, number>>;
  readonly told: readonly string[];
}

const FAULTS: NetworkFaults = { lost: 0.02, answerLost: 0.02, late: 0.04, doubled: 0.15 };

/** Troubles come until here; from then on everything works, and must come to an end. */
export const TROUBLED_MS = 20_000;
const PATIENCE_MS = 90_000;
const RESTART_MS = 800;

/** What a caller asks for until there is a verdict. */
export interface AskedOrder {
  readonly key: string | undefined;
  isDecided: boolean;
  /** The caller was told that nothing was done, and nothing else of this order is under way. */
  isRefused: boolean;
}

interface Insisting {
  ask(): Promise<void>;
  /** Whether this answer says that nothing was done. */
  isCertain(error: unknown): boolean;
  lookAgain(): void;
  mostPauseMs: number;
}

/** What simulations have in common: a seed, time, the network between all parts, and an end at which everything is looked at. */
export abstract class Simulation {
  protected readonly chance: () => number;
  protected readonly scheduler: Scheduler;
  protected readonly network: Network;
  /** Those who ask. */
  protected readonly callers = new Life('callers');
  protected readonly world = new Life('world');
  protected readonly violations: string[] = [];
  protected readonly bug: PlantedBug | undefined;
  protected readonly counts: Record<string, number> = {};

  constructor({ seed, bug, isTelling }: SimulationOptions) {
    this.chance = seededChance(seed);
    this.scheduler = new Scheduler(this.world, isTelling);
    this.network = new Network(this.scheduler, this.chance, FAULTS);
    this.bug = bug;
  }

  /** Plays it to its end, or to the first thing that must not be. */
  async play(): Promise<Outcome> {
    play({ scheduler: this.scheduler, chance: this.chance });
    const look = () => {
      if (this.scheduler.unhandled.length > 0)
        this.violate(`no one waited for ${this.scheduler.unhandled.splice(0)[0]}`);
      this.lookAfterStep();
    };
    const isBroken = () => this.violations.length > 0;
    this.begin();
    await this.scheduler.run(TROUBLED_MS, isBroken, look);
    this.network.heal();
    this.endTroubles();
    await this.scheduler.run(TROUBLED_MS + PATIENCE_MS, () => isBroken() || this.isDone(), look);
    if (!isBroken()) await this.finish(look);
    return {
      violations: this.violations,
      digest: this.scheduler.traceDigest(),
      steps: this.scheduler.steps,
      simulatedMs: this.scheduler.nowMs,
      happened: { ...this.network.happened, ...this.counts, ...this.happened() },
      told: this.scheduler.told,
    };
  }

  /** Starts the processes, and plans what will happen. */
  protected abstract begin(): void;
  /** Must be cheap: called after every step. */
  protected abstract lookAfterStep(): void;
  protected abstract endTroubles(): void;
  protected abstract isDone(): boolean;
  /** When everything has come to rest. */
  protected abstract lookAtEnd(): Promise<void>;
  protected abstract happened(): Record<string, number>;

  protected violate(what: string): void {
    this.scheduler.note(`VIOLATION ${what}`);
    this.violations.push(`${what} (at ${this.scheduler.nowMs.toFixed(0)} ms, step ${this.scheduler.steps})`);
  }

  protected demand(holds: boolean, what: () => string): void {
    if (!holds) this.violate(what());
  }

  protected count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  protected between(least: number, most: number): number {
    return least + this.chance() * (most - least);
  }

  protected pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.chance() * from.length)]!;
  }

  protected sleep(forMs: number): Promise<void> {
    return new Promise((resolve) => this.scheduler.after(forMs, this.callers, 'waits', resolve));
  }

  /** Of a process; when it ends, its supervisor starts it again. */
  protected lifeOf(name: string, vanish: () => void, startAgain: () => void): Life {
    return new Life(name, () => {
      this.count('crashes');
      const { scheduler, world } = this;
      // A machine that is gone says nothing to the database; of a process, the connections are closed.
      if (this.chance() < 0.7) scheduler.after(this.between(0, 50), world, `${name} is gone`, vanish);
      scheduler.after(this.between(50, RESTART_MS), world, `starts ${name}`, startAgain);
    });
  }

  /** Asks until there is an answer that says what became of the order. Without a key it is asked once. */
  protected async insistOn(order: AskedOrder, { ask, isCertain, lookAgain, mostPauseMs }: Insisting): Promise<void> {
    const { key } = order;
    while (!order.isDecided) {
      try {
        await ask();
        order.isDecided = true;
      } catch (error) {
        order.isRefused = key === undefined && isCertain(error);
        order.isDecided = key === undefined || (error instanceof DomainError && error.kind === 'invalid');
        if (order.isRefused) lookAgain();
      }
      if (!order.isDecided) await this.sleep(this.between(50, mostPauseMs));
    }
  }

  /** Commits wait for it; their sessions may be ended, or the primary lost meanwhile. */
  protected loseStandby(cluster: Cluster<unknown>): void {
    const forMs = this.between(500, 6_000);
    cluster.pauseReplication(forMs);
    const then = () => {
      if (this.scheduler.nowMs >= TROUBLED_MS) return;
      if (this.chance() < 0.6) cluster.terminateWaiting();
      else cluster.failOver(1_000);
    };
    for (let times = 0; times < 2; times++) this.scheduler.after(this.between(50, forMs), this.world, 'then', then);
  }

  private async finish(look: () => void): Promise<void> {
    let isOver = false;
    this.scheduler.after(0, this.callers, 'looks at the end', () => {
      this.lookAtEnd()
        .catch((error: unknown) => this.violate(`at the end: ${error}`))
        .finally(() => {
          isOver = true;
        });
    });
    const untilMs = this.scheduler.nowMs + PATIENCE_MS;
    await this.scheduler.run(untilMs, () => isOver, look);
    this.demand(isOver, () => 'the last look never ended');
  }
}
