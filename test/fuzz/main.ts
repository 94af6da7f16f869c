import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { ModeName } from '@app/kernel';
import { reportFigures } from '../support/figures.js';
import { curlLine } from './curl-line.js';
import { FuzzedWorld } from './fuzzed-world.js';
import { fuzz, type RouteReport } from './run.js';

// npm run fuzz -- [--mode demo|production] [--runs 2000] [--minutes M] [--seed S] [--api ledger|registry] [--route 'POST /wallet']
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    api: { type: 'string' },
    minutes: { type: 'string' },
    mode: { type: 'string' },
    route: { type: 'string' },
  },
});
const CORPUS = join(import.meta.dirname, 'corpus');
const GROSS_STALL_MS = 1_000;

const MODES = ['demo', 'production'] as const;
const modes = MODES.filter((mode) => values.mode === undefined || values.mode === mode);
if (modes.length === 0) throw new Error(`--mode is one of ${MODES.join(', ')}`);
const options = {
  ...values,
  runs: Number(values.runs),
  seed: Number(values.seed),
  minutes: values.minutes ? Number(values.minutes) / modes.length : undefined,
};
if (!(options.runs > 0) || !Number.isSafeInteger(options.seed)) throw new Error('--runs and --seed take whole numbers');
/** How long this process stood still itself: then the machine did, and the server is not to blame. */
const ownDelay = monitorEventLoopDelay();
ownDelay.enable();
process.stdout.write(`seed ${options.seed}, ${options.runs} requests per route\n`);
for (const mode of modes) await fuzzMode(mode);
process.exit();

async function fuzzMode(mode: ModeName): Promise<void> {
  const startedAt = performance.now();
  const world = await FuzzedWorld.start(mode);
  try {
    ownDelay.reset();
    const reports = await fuzz(world, options);
    const longestStallMs = await world.longestStallMs();
    const ownStallMs = Math.round(ownDelay.max / 1e6);
    for (const report of reports) tell(world, report);
    const sent = reports.reduce((sum, report) => sum + report.sent, 0);
    const failed = reports.filter(({ failure }) => failure).length;
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    process.stdout.write(
      `${mode}: ${sent} requests to ${reports.length} routes in ${seconds} s, ${failed} routes answered wrongly, `,
    );
    process.stdout.write(
      `longest stall ${longestStallMs} ms, own ${ownStallMs} ms, at load ${loadavg()[0]!.toFixed(1)}\n`,
    );
    const { runs, seed } = options;
    await reportFigures(`fuzz, ${mode}`, {
      routes: reports.length,
      sent,
      runs,
      seed,
      failed,
      longestStallMs,
      ownStallMs,
      seconds,
    });
    if (failed > 0 || sent === 0 || longestStallMs > GROSS_STALL_MS + ownStallMs) process.exitCode = 1;
  } finally {
    await world.stop();
  }
}

function tell(world: FuzzedWorld, { api, route, statuses, slowestMs, failure }: RouteReport): void {
  const counts = Object.entries(statuses).map(([status, count]) => `${status}×${count}`);
  process.stdout.write(
    `${failure ? 'FAIL' : 'ok  '} ${api.padEnd(8)} ${route.padEnd(44)} ${String(slowestMs).padStart(6)} ms ${counts.join(' ')}\n`,
  );
  if (!failure) return;
  const text = `${JSON.stringify({ why: failure.faults.join('; ').slice(0, 300), ...failure.request }, undefined, 2)}\n`;
  const file = join(CORPUS, `${api}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.json`);
  writeFileSync(file, text);
  process.stdout.write(
    `     ${failure.faults.join('\n     ')}\n     kept in ${file}\n     ${curlLine(world.url(failure.request.api), failure.request)}\n`,
  );
}
