import { readdirSync } from 'node:fs';
import { residentMegabytes } from '../../bench/process/cpu-time.js';
import type { SoakSite } from './soak-site.js';

const EVERY_MS = 1_000;
/** A process that has just begun takes less than later on, whatever it does. */
const GROWN_AFTER_MS = 10_000;

interface Sample {
  readonly pid: number;
  readonly atMs: number;
  readonly megabytes: number;
  readonly descriptors: number;
}

/** What the servers take, second by second. */
export class Footprint {
  private readonly samples: Sample[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly site: SoakSite) {
    this.timer = setInterval(() => this.look(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  get most(): { megabytes: number; descriptors: number } {
    return {
      megabytes: Math.round(Math.max(0, ...this.samples.map(({ megabytes }) => megabytes))),
      descriptors: Math.max(0, ...this.samples.map(({ descriptors }) => descriptors)),
    };
  }

  /** Of the server that lived longest once it had grown: medians of the first and of the last third of its life. */
  get trend(): { seconds: number; megabytes: [number, number]; descriptors: [number, number] } {
    const pids = [...new Set(this.samples.map(({ pid }) => pid))];
    const lives = pids.map((pid) => this.samples.filter((sample) => sample.pid === pid));
    const grown = lives.map((life) => life.filter(({ atMs }) => atMs - life[0]!.atMs > GROWN_AFTER_MS));
    const longest = grown.reduce((one, other) => (other.length > one.length ? other : one), []);
    const third = Math.ceil(longest.length / 3);
    const [first, last] = [longest.slice(0, third), longest.slice(-third)];
    const both = (of: (sample: Sample) => number): [number, number] => [median(first.map(of)), median(last.map(of))];
    return {
      seconds: longest.length,
      megabytes: both(({ megabytes }) => Math.round(megabytes)),
      descriptors: both(({ descriptors }) => descriptors),
    };
  }

  private look(): void {
    const { pid } = this.site.server;
    try {
      const descriptors = readdirSync(`/proc/${pid}/fd`).length;
      const megabytes = residentMegabytes(pid);
      // One that was killed has no memory any more until its parent looks.
      if (!Number.isNaN(megabytes)) this.samples.push({ pid, atMs: performance.now(), megabytes, descriptors });
    } catch {
      // It has just ended, or this system has no /proc.
    }
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
