import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { benches } from './benches/index.js';
import { BadCommandLine, type CommandLine, readCommandLine } from './options.js';
import { Run } from './run.js';

const REPORTS = join(import.meta.dirname, '..', 'reports', 'bench');

try {
  const command = readCommandLine(process.argv.slice(2));
  for (const name of command.names) if (!benches.has(name)) throw new BadCommandLine(`there is no bench "${name}"`);
  for (const name of command.names) await execute(name, command);
} catch (error) {
  if (!(error instanceof BadCommandLine)) throw error;
  const list = [...benches].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`).join('\n');
  process.stderr.write(
    `${error.message}\n\nnpm run bench -- <name> [--pairs 5] [--seconds 5] [--json file]\n${list}\n`,
  );
  process.exitCode = 64;
}

async function execute(name: string, { options, json }: CommandLine): Promise<void> {
  const run = new Run(name, options);
  const interrupted = () => void run.end().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await benches.get(name)!.run(run);
    const path = json ?? join(REPORTS, `${name}.json`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(run.report(), null, 2)}\n`);
    process.stdout.write(`\nreport: ${path}\n`);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await run.end();
  }
}
