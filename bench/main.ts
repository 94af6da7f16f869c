import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { benches } from './benches/index.js';
import { GOALS_NAME, goalsText, optionsOf, plannedBenches } from './goals.js';
import { FilledPlaces } from './ledger/filled-places.js';
import { Places } from './ledger/places.js';
import type { Verdict } from './measure/verdict.js';
import { BadCommandLine, type CommandLine, readCommandLine } from './options.js';
import { Run } from './run.js';

const REPORTS = join(import.meta.dirname, '..', 'reports', 'bench');

try {
  const command = readCommandLine(process.argv.slice(2));
  for (const { name } of plannedBenches(command.names))
    if (!benches.has(name)) throw new BadCommandLine(`there is no bench "${name}"`);
  await runAll(command);
} catch (error) {
  if (!(error instanceof BadCommandLine)) throw error;
  const summaries = [
    ...[...benches].map(([name, { summary }]) => [name, summary]),
    [GOALS_NAME, 'all that have a goal to reach'],
  ];
  const list = summaries.map(([name, summary]) => `  ${name!.padEnd(18)}${summary}`).join('\n');
  process.stderr.write(
    `${error.message}\n\nnpm run bench -- <name> [--pairs 5] [--seconds 5] [--json file]\n${list}\n`,
  );
  process.exitCode = 64;
}

async function runAll({ names, options, json }: CommandLine): Promise<void> {
  const places = new Places();
  const filled = new FilledPlaces(places);
  let current: Run | undefined;
  const end = async () => {
    await current?.end();
    await places.close();
  };
  const interrupted = () => void end().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const verdicts: { bench: string; verdict: Verdict }[] = [];
    for (const planned of plannedBenches(names)) {
      const { name } = planned;
      current = new Run(name, optionsOf(planned, options), { places, filled, reports: REPORTS });
      await benches.get(name)!.run(current);
      writeReport(json ?? join(REPORTS, `${name}.json`), current);
      await current.end();
      verdicts.push(...current.verdicts.map((verdict) => ({ bench: name, verdict })));
    }
    if (names.length > 1 || names.includes(GOALS_NAME)) process.stdout.write(`\n${goalsText(verdicts)}\n`);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await end();
  }
}

function writeReport(path: string, run: Run): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(run.report(), null, 2)}\n`);
  process.stdout.write(`\nreport: ${relative('', path)}\n`);
}
