import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { benches } from './benches/index.js';
import { FilledPlaces } from './ledger/filled-places.js';
import { Places } from './ledger/places.js';
import { BadCommandLine, type CommandLine, readCommandLine } from './options.js';
import { Run } from './run.js';

const REPORTS = join(import.meta.dirname, '..', 'reports', 'bench');

try {
  const command = readCommandLine(process.argv.slice(2));
  for (const name of command.names) if (!benches.has(name)) throw new BadCommandLine(`there is no bench "${name}"`);
  await runAll(command);
} catch (error) {
  if (!(error instanceof BadCommandLine)) throw error;
  const list = [...benches].map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`).join('\n');
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
    for (const name of names) {
      current = new Run(name, options, { places, filled, reports: REPORTS });
      await benches.get(name)!.run(current);
      writeReport(json ?? join(REPORTS, `${name}.json`), current);
      await current.end();
    }
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
