import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { reportFigures } from '../support/figures.js';
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.js';
import { playSeed } from './play-seed.js';

// npm run simulate -- [--seeds 500] [--from 1] [--bug NAME] [--stop] | --seed N [--bug NAME]
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    /** One alone, with all that happens in it. */
    seed: { type: 'string' },
    bug: { type: 'string' },
    /** At the first seed that breaks a promise. */
    stop: { type: 'boolean', default: false },
  },
});
/** In so many seeds each fault must have happened. */
const MANY = 200;
const SHOWN = 20;
const MS_PER_HOUR = 3_600_000;
/** Simulations replace it with theirs. */
const realNow = performance.now.bind(performance);

const from = Number(values.seed ?? values.from);
const seeds = values.seed === undefined ? Number(values.seeds) : 1;
const bug = values.bug as PlantedBug | undefined;
if (!(Number.isSafeInteger(from) && from > 0 && Number.isSafeInteger(seeds) && seeds > 0))
  throw new Error('--seeds, --from and --seed take whole numbers from 1 on');
if (bug !== undefined && !PLANTED_BUGS.includes(bug)) throw new Error(`--bug is one of ${PLANTED_BUGS.join(', ')}`);

const startedMs = realNow();
const digest = createHash('sha256');
const happened: Record<string, number> = {};
let played = 0;
let steps = 0;
let simulatedMs = 0;
const broken: number[] = [];
for (let seed = from; seed < from + seeds && !(values.stop && broken.length > 0); seed++) {
  const outcome = await playSeed({ seed, bug, isTelling: values.seed !== undefined });
  played++;
  steps += outcome.steps;
  simulatedMs += outcome.simulatedMs;
  digest.update(outcome.digest);
  for (const [what, times] of Object.entries(outcome.happened)) happened[what] = (happened[what] ?? 0) + times;
  if (outcome.told.length > 0) print(outcome.told.join('\n'));
  if (outcome.violations.length === 0) continue;
  broken.push(seed);
  if (broken.length > SHOWN) continue;
  print(`seed ${seed}: ${outcome.violations.join('; ')}`);
  print(`  npm run simulate -- --seed ${seed}${bug === undefined ? '' : ` --bug ${bug}`}`);
}
const missing = Object.keys(happened).filter((what) => happened[what] === 0);
const seconds = (realNow() - startedMs) / 1_000;
const hours = (simulatedMs / MS_PER_HOUR).toFixed(1);
print(
  Object.entries(happened)
    .map(([what, times]) => `${what} ${times}`)
    .join(', '),
);
print(`trace ${digest.digest('hex')}`);
print(
  `${played} seeds from ${from} on, ${steps} steps, ${hours} hours simulated in ${seconds.toFixed(0)} s: ${broken.length} broke a promise`,
);
if (bug === undefined && played >= MANY) {
  if (missing.length > 0) print(`never happened: ${missing.join(', ')}`);
  await reportFigures('simulated seeds', { seeds: played, broken: broken.length, steps, hours, ...happened });
}
process.exit(broken.length > 0 || (played >= MANY && missing.length > 0) ? 1 : 0);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
