import { setTimeout as sleep } from 'node:timers/promises';
import { genesisBlock } from '@app/chain';
import type { LedgerTypes } from '@app/client';
import type { BuiltServer, BuiltServerOptions } from '../process/built-server.js';
import { cpuSeconds, familyCpuSeconds, residentMegabytes } from '../process/cpu-time.js';
import { ProcessWatch } from '../process/process-watch.js';
import type { Place } from './places.js';
import { benchKey } from './wallets.js';
import { ZAKAT_NISAB, type ZakatPlan } from './zakat-plan.js';

const SHIFT = new URL('../process/shift-clock.mjs', import.meta.url).href;
const DAY_MS = 86_400_000;
const PERIOD = '1451';
const SAMPLE_MS = 50;
const LOOK_MS = 250;

/** What a step took, and what it did to the server. */
export interface Cost {
  readonly seconds: number;
  /** Processor time of the server and of PostgreSQL together: a busy machine changes it less than it changes the time. */
  readonly cpuSeconds: number;
  /** The longest stall of the event loop, in milliseconds. */
  readonly stallMs: number;
  /** Resident memory before, and the most of it. */
  readonly beforeMb: number;
  readonly peakMb: number;
}

/** A server on a place of a {@link ZakatPlan}, a day after its last block: a treasurer assesses, approves and charges. */
export class ZakatSite {
  private readonly watch: ProcessWatch;
  private server!: BuiltServer;

  constructor(
    readonly place: Place,
    private readonly plan: ZakatPlan,
    private readonly postgresPid: number,
  ) {
    this.watch = new ProcessWatch(place.dataDir);
  }

  /** What its server is started with. */
  get start(): Required<Pick<BuiltServerOptions, 'env' | 'nodeArgs'>> {
    const { nodeArgs, env } = this.watch.start;
    const aheadMs = this.plan.endsAtMs + DAY_MS - Date.now();
    return {
      nodeArgs: [...nodeArgs, '--import', SHIFT],
      env: {
        ...env,
        BENCH_CLOCK_AHEAD_MS: String(aheadMs),
        ZAKAT_WALLET_ADDRESS: benchKey('zakat pool', 0).address,
      },
    };
  }

  /** Takes over a server that was started so. */
  async use(server: BuiltServer): Promise<void> {
    this.server = server;
    const asOf = dayOf(genesisBlock().header.timestamp * 1000);
    await server.ledger.recordNisab({
      standard: 'fixed',
      units: BigInt(ZAKAT_NISAB),
      source: 'the bench',
      as_of: asOf,
    });
    const { version, created_at: _at, ...policy } = await server.ledger.getZakatPolicy();
    const fixed = { ...policy, nisab_standard: 'fixed', debts: 'all' } as const;
    await server.ledger.setZakatPolicy({ ...fixed, ifMatch: `"${version}"` });
  }

  assess(): Promise<LedgerTypes.AssessZakatResult> {
    return this.server.ledger.assessZakat({ period: PERIOD, valuation_date: dayOf(this.plan.endsAtMs) });
  }

  approve({ id, hash }: { id: string; hash: string }) {
    return this.server.ledger.approveZakatAssessment({ id, hash });
  }

  async begin(id: string): Promise<string> {
    return (await this.server.ledger.runZakatAssessment({ id })).run_id;
  }

  progress(runId: string): Promise<LedgerTypes.RunResponse> {
    return this.server.ledger.getZakatRun({ id: runId });
  }

  /** Waits until a run is complete or has charged so many wallets. */
  async charged(runId: string, wallets = Number.POSITIVE_INFINITY): Promise<LedgerTypes.RunResponse> {
    for (;;) {
      const run = await this.progress(runId);
      if (run.state === 'completed' || run.charged >= wallets) return run;
      await sleep(LOOK_MS);
    }
  }

  /** Reads the sheet of all lines, as fast as it comes. @returns its bytes */
  async readSheet(id: string): Promise<number> {
    const answer = await fetch(`${this.server.url}/api/v1/zakat/assessments/${id}/lines.csv`);
    let bytes = 0;
    for await (const part of answer.body!) bytes += part.length;
    return bytes;
  }

  /** Does a step and measures it. */
  async cost<Result>(step: () => Promise<Result>): Promise<{ result: Result; cost: Cost }> {
    const { pid } = this.server;
    const beforeMb = residentMegabytes(pid);
    let peakMb = beforeMb;
    const timer = setInterval(() => {
      peakMb = Math.max(peakMb, residentMegabytes(pid));
    }, SAMPLE_MS);
    await this.watch.ask('/stall');
    const cpuBefore = this.cpuSeconds();
    const startedAt = performance.now();
    try {
      const result = await step();
      const seconds = (performance.now() - startedAt) / 1000;
      const cpu = this.cpuSeconds() - cpuBefore;
      return {
        result,
        cost: { seconds, cpuSeconds: cpu, stallMs: await this.watch.ask('/stall'), beforeMb, peakMb },
      };
    } finally {
      clearInterval(timer);
    }
  }

  private cpuSeconds(): number {
    return cpuSeconds(this.server.pid) + familyCpuSeconds(this.postgresPid);
  }
}

/** Where the policy's time zone is. */
function dayOf(ms: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(ms);
}
