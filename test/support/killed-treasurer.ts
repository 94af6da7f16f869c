import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from './ledger-client.js';
import type { Ledger } from './running-ledger.js';

const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
/** Units; less than a wallet has after hundreds of periods. */
const NISAB = 20;
const RUN_TIMEOUT_MS = 60_000;
/** How soon after its start a server goes on with a run. */
const LOOK_MS = 1_000;

type Step = 'assess' | 'approve' | 'begin' | 'charge' | 'resume';

/** Charges period after period, while the server is killed somewhere in each step and started again. */
export class KilledTreasurer {
  periods = 0;
  /** After a kill, runs that had charged some wallets and not all. */
  foundPartlyCharged = 0;
  readonly killsIn: Record<Step, number> = { assess: 0, approve: 0, begin: 0, charge: 0, resume: 0 };
  /** How long each step takes when nothing happens. */
  private readonly lasts: Record<Step, number> = { assess: 0, approve: 0, begin: 0, charge: 0, resume: 0 };

  private constructor(
    private readonly ledger: Ledger,
    private readonly random: () => number,
  ) {}

  /** Sets the terms, and charges one period undisturbed to see how long it takes. */
  static async begin(ledger: Ledger, seed: number): Promise<KilledTreasurer> {
    const { client } = ledger;
    const nisab = { standard: 'fixed', units: NISAB, source: 'a test', as_of: '2026-06-16' };
    granted(await client.post('/zakat/nisab', nisab));
    const { version, created_at: _at, author: _author, ...policy } = (await client.get('/zakat/policy')).json;
    const fixed = { ...policy, hawl: 'none', nisab_standard: 'fixed' };
    granted(await client.exchange('PUT', '/zakat/policy', fixed, { 'If-Match': `"${version}"` }));
    const treasurer = new KilledTreasurer(ledger, seeded(seed));
    await treasurer.chargePeriod(false);
    return treasurer;
  }

  get kills(): number {
    return Object.values(this.killsIn).reduce((sum, kills) => sum + kills, 0);
  }

  /** Once more, with a kill in each step and two while wallets are charged. @returns the run when it is complete */
  async chargePeriod(isKilled = true) {
    const runId = await this.beginPeriod(isKilled);
    if (isKilled) {
      await this.killWhileCharging(runId, this.lasts.charge);
      // It goes on by itself, and is killed again.
      await this.killWhileCharging(runId, LOOK_MS + this.lasts.charge);
    }
    const startedAt = performance.now();
    const run = await this.completed(runId);
    if (!isKilled) this.lasts.charge = performance.now() - startedAt;
    return run;
  }

  /** Begins one more run, and kills the server before it has come far. */
  async beginAndKill(): Promise<string> {
    const runId = await this.beginPeriod(false);
    await this.killWhileCharging(runId, this.lasts.charge / 4);
    return runId;
  }

  /** Resumes a run until nothing is outstanding, with a kill on the way. */
  async resumeAndKill(runId: string) {
    const { charge } = this.lasts;
    await this.step('resume', true, () => this.ledger.client.post(`/zakat/runs/${runId}/resume`), charge / 4);
    await this.ledger.client.post(`/zakat/runs/${runId}/resume`);
    return this.completed(runId);
  }

  async completed(runId: string) {
    for (const end = Date.now() + RUN_TIMEOUT_MS; Date.now() < end; await sleep(20)) {
      const { json } = await this.ledger.client.get(`/zakat/runs/${runId}`);
      if (json.state === 'completed') return json;
    }
    throw new Error('the run does not come to an end');
  }

  private async beginPeriod(isKilled: boolean): Promise<string> {
    const period = `${++this.periods}`;
    const key = { 'Idempotency-Key': `period-${period}` };
    const order = { period, valuation_date: TODAY };
    const { id, hash } = await this.step('assess', isKilled, () => this.post('/zakat/assessments', order, key));
    await this.step('approve', isKilled, () => this.post(`/zakat/assessments/${id}/approve`, { hash }));
    return (await this.step('begin', isKilled, () => this.post(`/zakat/assessments/${id}/run`))).run_id;
  }

  /** Asks for something, kills the server at any moment of it, starts it again and asks once more. */
  private async step(name: Step, isKilled: boolean, ask: () => Promise<Exchange>, lastsMs = this.lasts[name]) {
    if (!isKilled) {
      const startedAt = performance.now();
      const { json } = await ask();
      this.lasts[name] ||= performance.now() - startedAt;
      return json;
    }
    const asked = ask().catch(() => undefined);
    await sleep(this.random() * lastsMs);
    await this.kill(name);
    await asked;
    return (await ask()).json;
  }

  private async killWhileCharging(runId: string, withinMs: number): Promise<void> {
    await sleep(this.random() * withinMs);
    await this.kill('charge');
    const { charged, total } = (await this.ledger.client.get(`/zakat/runs/${runId}`)).json;
    if (charged > 0 && charged < total) this.foundPartlyCharged++;
  }

  private async kill(step: Step): Promise<void> {
    await this.ledger.server.kill9();
    this.killsIn[step]++;
    await this.ledger.start();
  }

  private async post(path: string, body?: object, headers?: Record<string, string>): Promise<Exchange> {
    return granted(await this.ledger.client.post(path, body, headers));
  }
}

/** What was done, or had been done before a kill. */
function granted(exchange: Exchange): Exchange {
  const { method, path, status, text } = exchange;
  if (status > 299 && !text.includes('already')) throw new Error(`${method} ${path} answered ${status}: ${text}`);
  return exchange;
}

/** Numbers from 0 to 1 that come again with the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
