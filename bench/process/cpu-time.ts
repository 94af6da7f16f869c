import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever its clock. */
const TICKS_PER_SECOND = 100;

/** Processor seconds that a process has used, all its threads together. NaN where the system does not tell. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  return fields ? (fields.user + fields.system) / TICKS_PER_SECOND : Number.NaN;
}

/** Processor seconds of a process and of its children, those that have ended included: a PostgreSQL server, say. */
export function familyCpuSeconds(pid: number): number {
  const parent = statOf(pid);
  if (!parent) return Number.NaN;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === pid);
  const ticks = children.reduce((sum, stat) => sum + stat!.user + stat!.system, 0);
  return (ticks + parent.user + parent.system + parent.ended) / TICKS_PER_SECOND;
}

/** Resident memory of a process in megabytes (10^6 bytes), as the kernel counts it now. NaN where it does not tell. */
export function residentMegabytes(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return Number.NaN;
  }
}

interface Stat {
  parent: number;
  user: number;
  system: number;
  /** User and system time of children that have ended. */
  ended: number;
}

/** See proc(5): the name in parentheses may hold spaces, so fields are counted behind it. */
function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system, childUser, childSystem] = [1, 11, 12, 13, 14].map((at) => Number(fields[at]));
    return { parent: parent!, user: user!, system: system!, ended: childUser! + childSystem! };
  } catch {
    return undefined;
  }
}

/** Measures the cores that several parts of a system use: `share` is processor seconds per second since `start`. */
export class CpuShares {
  private readonly startedAt = performance.now();
  private readonly before: Record<string, number>;

  constructor(private readonly clocks: Readonly<Record<string, () => number>>) {
    this.before = this.read();
  }

  shares(): Record<string, number> {
    const seconds = (performance.now() - this.startedAt) / 1000;
    return Object.fromEntries(
      Object.entries(this.read()).map(([name, now]) => [name, (now - this.before[name]!) / seconds]),
    );
  }

  private read(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.clocks).map(([name, clock]) => [name, clock()]));
  }
}
