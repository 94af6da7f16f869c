// `npm test`: runs jest on every project and ends with one line that a machine can read:
//     N passed, N failed, N skipped
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const NEEDED = 8 * 2 ** 30;

const home = mkdtempSync(join(placeOfTests(), 'mizan-test-'));
chmodSync(home, 0o711); // PostgreSQL refuses to run as root, and its own user must get to the folder that it is given
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
  // The reporter writes to stderr; with --json, stdout repeats the results.
  { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, TMPDIR: home } },
);
const counts = read();
rmSync(home, { recursive: true, force: true });
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = status === 0 && counts.failed === 0 ? 0 : 1;

/**
 * The folder in memory where there is enough of it: the tests make some hundred databases, and laying those out on a disk takes
 * two fifths of the time. None of them asks for a disk: what they kill is a process, and the system keeps what it wrote.
 */
function placeOfTests() {
  if (process.env.TMPDIR) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, freemem()) >= NEEDED ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

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
