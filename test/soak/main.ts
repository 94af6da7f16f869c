import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { reportFigures } from '../support/figures.js';
import { Footprint } from './footprint.js';
import { killAgainAndAgain } from './kills.js';
import { MixedLoad } from './mixed-load.js';
import { judge } from './promises.js';
import { untilAcknowledged } from './recovery.js';
import { SoakSite } from './soak-site.js';
import { TROUBLES, type Trouble } from './troubles.js';

// npm run soak -- [--minutes 10] [--trouble 'Core'] [--kills 500]
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    trouble: { type: 'string' },
    kills: { type: 'string', default: '0' },
  },
});
const minutes = Number(values.minutes);
const kills = Number(values.kills);
if (!(minutes > 0)) throw new Error('--minutes takes a number');
if (!Number.isInteger(kills) || kills < 0) throw new Error('--kills takes a number');
/** Within this time after a trouble a transfer must be acknowledged again. */
const RECOVERY_MS = 90_000;

const startedAt = performance.now();
const say = (line: string) => process.stdout.write(`${line}\n`);
const site = await SoakSite.start();
try {
  const load = await MixedLoad.prepare(site);
  load.start();
  const footprint = new Footprint(site);
  const troubles = TROUBLES.filter(({ name }) => values.trouble === undefined || name.includes(values.trouble));
  const pauseMs = (minutes * 60_000) / (troubles.length + 1);
  const recoveries: number[] = [];
  let made = 0;
  for (const trouble of troubles) {
    await sleep(Math.max(0, (recoveries.length + 1) * pauseMs - (performance.now() - startedAt)));
    const skipped = trouble.skipped?.(site);
    if (skipped) say(`skipped: ${trouble.name} (${skipped})`);
    else if (++made) recoveries.push(await endure(trouble, load));
  }
  await sleep(Math.max(2_000, minutes * 60_000 - (performance.now() - startedAt)));
  const killed = await killAgainAndAgain(site, load, kills);
  if (kills > 0) say(`the server was killed ${kills} times, ${killed} of them at work`);
  await load.stop();
  footprint.stop();
  const { most, trend } = footprint;
  const verdicts = await judge(site, load);
  for (const { promise, faults } of verdicts) {
    say(
      `${faults.length === 0 ? 'kept  ' : 'BROKEN'} ${promise}${faults.map((fault) => `\n       ${fault}`).join('')}`,
    );
  }
  const broken = verdicts.filter(({ faults }) => faults.length > 0).length;
  await reportFigures('soak', {
    minutes,
    troubles: made,
    kills,
    kills_at_work: killed,
    most_megabytes: most.megabytes,
    most_descriptors: most.descriptors,
    longest_life_seconds: trend.seconds,
    megabytes_first_and_last_third: trend.megabytes.join(' and '),
    descriptors_first_and_last_third: trend.descriptors.join(' and '),
    promises: verdicts.length,
    broken,
    transfers: load.sends.done.size,
    repetitions: load.sends.repetitions,
    payments: load.paid.size,
    answers: JSON.stringify(load.answers),
    slowestRecoveryMs: Math.max(0, ...recoveries),
    load: loadavg()[0]!.toFixed(1),
  });
  say(
    `${load.sends.done.size} transfers and ${load.paid.size} payments through ${made} troubles, ${broken} promises broken`,
  );
  if (broken > 0) process.exitCode = 1;
} finally {
  await site.stop();
}
process.exit();

/** @returns milliseconds from the end of the trouble to the next transfer that is acknowledged */
async function endure(trouble: Trouble, load: MixedLoad): Promise<number> {
  const { done } = load.sends;
  const before = done.size;
  await trouble.make(site);
  const during = done.size;
  const recoveryMs = await untilAcknowledged(load, { done: during, trouble: trouble.name, withinMs: RECOVERY_MS });
  say(`${trouble.name}: ${during - before} transfers meanwhile, the next after ${recoveryMs} ms`);
  return recoveryMs;
}
