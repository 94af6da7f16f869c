import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What the figures were taken on: they mean little without. */
export function machine() {
  return {
    processors: availableParallelism(),
    model: cpus()[0]?.model ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 1e9),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}

/** Processes that wanted a processor, averaged over the last minute. */
export function loadNow(): number {
  return loadavg()[0]!;
}
