import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The parts of V8's `.cpuprofile` that are read here; times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface ProfileRow {
  /** `function (file:line)`. */
  readonly place: string;
  /** Milliseconds in the function itself. */
  readonly selfMs: number;
  /** Of the time in which the thread was not idle, 0 to 1. */
  readonly share: number;
}

export interface ProfileSummary {
  readonly busyMs: number;
  readonly idleMs: number;
  /** Largest share first. */
  readonly rows: readonly ProfileRow[];
}

/** What runs while there is nothing to do: the second is how a worker of piscina waits for its next task. */
const WAITING = ['(idle)', 'atomicsWaitLoop'];

/** Where a thread spent its time, by the functions that themselves were running. */
export function summariseProfile({ nodes, samples, timeDeltas }: CpuProfile): ProfileSummary {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const selfMs = new Map<string, number>();
  for (const [at, id] of samples.entries()) {
    const place = places.get(id)!;
    selfMs.set(place, (selfMs.get(place) ?? 0) + Math.max(0, timeDeltas[at] ?? 0) / 1000);
  }
  let idleMs = 0;
  for (const place of selfMs.keys()) {
    if (!WAITING.some((name) => place.startsWith(name))) continue;
    idleMs += selfMs.get(place)!;
    selfMs.delete(place);
  }
  const busyMs = [...selfMs.values()].reduce((sum, ms) => sum + ms, 0);
  const rows = [...selfMs].map(([place, ms]) => ({ place, selfMs: ms, share: ms / busyMs }));
  return { busyMs, idleMs, rows: rows.sort((left, right) => right.selfMs - left.selfMs) };
}

/** Reads every profile that a process left in `folder`: one for each of its threads, the busiest first. */
export function readProfiles(folder: string): { file: string; summary: ProfileSummary }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.cpuprofile'))
    .map((file) => ({ file, summary: summariseProfile(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }))
    .sort((left, right) => right.summary.busyMs - left.summary.busyMs);
}

function placeOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName || '(anonymous)';
  if (url === '') return name;
  const file = url.startsWith('file:') ? shortPath(fileURLToPath(url)) : basename(url);
  return `${name} (${file}:${lineNumber + 1})`;
}

/** From the package's or the project's folder on: the rest says nothing about the code. */
function shortPath(path: string): string {
  return path.replace(/^.*\/(?:node_modules|dist)\//, '');
}
