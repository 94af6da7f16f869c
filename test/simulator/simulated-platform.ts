import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { Scheduler, Task } from './scheduler.js';

type Callback = (...given: unknown[]) => void;

const START_MS = Date.UTC(2026, 10, 28);

/** What the code under test meets instead of Node's timers, clock and randomness, until the next one is installed. */
export interface SimulatedPlatform {
  readonly scheduler: Scheduler;
  readonly chance: () => number;
}

let current: SimulatedPlatform | undefined;

/** The time of day of a simulation. */
export function simulatedNowMs(): number {
  return START_MS + Math.floor(platform().scheduler.nowMs);
}

/**
 * Replaces timers, clocks and random bytes of this whole process, once; from then on they are those of the simulation that plays.
 * Named imports of Node's modules follow, also those that were made before.
 */
export function play(given: SimulatedPlatform): void {
  if (!current) replace();
  current = given;
}

function platform(): SimulatedPlatform {
  if (!current) throw new Error('no simulation plays');
  return current;
}

/** What setTimeout and its sisters return. */
class Handle {
  task: Task | undefined;

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

function later(label: string, delayMs: number, run: () => void, handle = new Handle()): Handle {
  const { scheduler } = platform();
  handle.task = scheduler.after(delayMs, scheduler.owner, label, run);
  return handle;
}

function clear(handle: unknown): void {
  if (handle instanceof Handle && handle.task) handle.task.isCancelled = true;
}

const timers = {
  setTimeout: (run: Callback, delayMs = 0, ...given: unknown[]) => later('timer', delayMs, () => run(...given)),
  setImmediate: (run: Callback, ...given: unknown[]) => later('turn', 0, () => run(...given)),
  setInterval: (run: Callback, delayMs: number, ...given: unknown[]) => {
    const handle = new Handle();
    const again = () => {
      later('interval', delayMs, again, handle);
      run(...given);
    };
    return later('interval', delayMs, again, handle);
  },
  clearTimeout: clear,
  clearImmediate: clear,
  clearInterval: clear,
};

const promises = {
  setTimeout: <T>(delayMs = 0, value?: T, options: { signal?: AbortSignal } = {}) =>
    new Promise<T | undefined>((resolve, reject) => {
      const handle = later('sleep', delayMs, () => resolve(value));
      options.signal?.addEventListener('abort', () => {
        clear(handle);
        reject(options.signal!.reason);
      });
    }),
  setImmediate: <T>(value?: T) => new Promise<T | undefined>((resolve) => later('turn', 0, () => resolve(value))),
};

function randomBytes(length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(platform().chance() * 256)));
}

function randomUUID(): string {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function replace(): void {
  const modules = createRequire(import.meta.url);
  Object.assign(globalThis, timers);
  Object.assign(modules('node:timers'), timers);
  Object.assign(modules('node:timers/promises'), promises);
  Object.assign(modules('node:crypto'), { randomBytes, randomUUID });
  syncBuiltinESMExports();
  Date.now = simulatedNowMs;
  Math.random = () => platform().chance();
  performance.now = () => platform().scheduler.nowMs;
  process.on('unhandledRejection', (reason) => platform().scheduler.unhandled.push(reason));
}
