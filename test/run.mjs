// `npm test`: runs jest on every project and ends with one line that a machine can read:
//     N passed, N failed, N skipped
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = mkdtempSync(join(tmpdir(), 'mizan-test-'));
const results = join(home, 'results.json');
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${results}`,
    ...process.argv.slice(2),
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] }, // the reporter writes to stderr; with --json, stdout repeats the results
);
const counts = read();
rmSync(home, { recursive: true, force: true });
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = status === 0 && counts.failed === 0 ? 0 : 1;

/** A file of tests that could not even begin counts as a failure, and so does a run without results. */
function read() {
  try {
    const run = JSON.parse(readFileSync(results, 'utf8'));
    return {
      passed: run.numPassedTests,
      failed: run.numFailedTests + run.numRuntimeErrorTestSuites,
      skipped: run.numPendingTests + run.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
