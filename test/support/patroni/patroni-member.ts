import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresUser } from '../postgres-binaries.js';
import { childrenOf, signal } from '../processes.js';

const SWITCH_OVER_WITHIN_MS = 30_000;

/** One machine of the cluster: Patroni and the PostgreSQL that it runs. */
export class PatroniMember {
  private patroni: ChildProcess | undefined;

  constructor(
    readonly name: string,
    readonly folder: string,
    /** Of PostgreSQL. */
    readonly port: number,
    private readonly restPort: number,
    private readonly program: string,
  ) {}

  start(): void {
    const log = openSync(join(this.folder, 'log'), 'a');
    this.patroni = spawn(this.program, [join(this.folder, 'patroni.json')], {
      ...postgresUser,
      cwd: this.folder,
      env: { PATH: process.env.PATH ?? '', HOME: this.folder, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', log, log],
    });
    this.patroni.unref();
  }

  isPrimary(): Promise<boolean> {
    return this.says('/primary');
  }

  isSynchronous(): Promise<boolean> {
    return this.says('/synchronous');
  }

  /**
   * Hands the lead to `candidate`, in order. Patroni refuses while it has no fresh answer of the candidate, as on a machine that is busy
   * with other things, and nothing has happened then: an operator asks again, and so does this.
   */
  async switchOver(candidate: PatroniMember): Promise<void> {
    for (const deadline = performance.now() + SWITCH_OVER_WITHIN_MS; ; await sleep(500)) {
      const answer = await fetch(`http://127.0.0.1:${this.restPort}/switchover`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ leader: this.name, candidate: candidate.name }),
      });
      const told = `${answer.status} ${await answer.text()}`;
      // One whose outcome Patroni did not see in time may have come about.
      if (answer.ok || (await candidate.isPrimary())) return;
      if (performance.now() > deadline) throw new Error(`no switch-over: ${told}`);
    }
  }

  /** The database alone; Patroni lives and sees it. */
  killDatabase(): void {
    const postmaster = this.postmaster();
    if (postmaster !== undefined) signal([postmaster], 'SIGKILL');
  }

  /** The machine, at once. */
  async crash(): Promise<void> {
    const postmaster = this.postmaster();
    const all = postmaster === undefined ? [] : [postmaster, ...childrenOf(postmaster)];
    const ended = this.patroni?.exitCode === null && this.patroni.signalCode === null && once(this.patroni, 'exit');
    this.patroni?.kill('SIGKILL');
    signal(all, 'SIGKILL');
    await ended;
  }

  /** The machine stands still. What it holds open stays open. */
  hang(): void {
    signal(this.all(), 'SIGSTOP');
  }

  /** What a watchdog does to a machine that hangs. */
  async reset(): Promise<void> {
    await this.crash();
    this.start();
  }

  private all(): number[] {
    const postmaster = this.postmaster();
    const database = postmaster === undefined ? [] : [postmaster, ...childrenOf(postmaster)];
    return [this.patroni!.pid!, ...childrenOf(this.patroni!.pid!), ...database];
  }

  private async says(path: string): Promise<boolean> {
    const url = `http://127.0.0.1:${this.restPort}${path}`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.status === 200;
  }

  private postmaster(): number | undefined {
    try {
      return Number(readFileSync(join(this.folder, 'data', 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    } catch {
      return undefined;
    }
  }
}
