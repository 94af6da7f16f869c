// `npm run build`: compiles with Nest's builder, and does nothing when nothing it reads has changed since it last succeeded.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a build reads: the sources, its settings, and which packages are installed. */
const FOLDERS = ['apps', 'libs'];
const FILES = [
  'ormconfig.ts',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'node_modules/.package-lock.json',
];
const STAMP = 'dist/.built';
const PROGRAM = 'dist/apps/server/main.js';

const inputs = inputsOf();
if (!existsSync(PROGRAM) || !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== inputs) {
  rmSync(STAMP, { force: true });
  // The compiler believes this file about what it has written before, also when that is gone.
  if (!existsSync(PROGRAM)) rmSync('dist/.tsbuildinfo', { force: true });
  const { status } = spawnSync(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build'], {
    stdio: 'inherit',
  });
  // Of what was read before the build, so that a change made meanwhile is built the next time.
  if (status === 0) writeFileSync(STAMP, inputs);
  process.exitCode = status ?? 1;
}

/** A digest of the names, sizes and times of change of all inputs. Specs are compiled by the tests themselves. */
function inputsOf() {
  const sources = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => join(folder, name)),
  );
  const digest = createHash('sha256').update(process.version);
  for (const file of [...sources.sort(), ...FILES]) {
    const found = statSync(file, { throwIfNoEntry: false });
    digest.update(`\n${file} ${found?.size} ${found?.mtimeMs}`);
  }
  return digest.digest('hex');
}
