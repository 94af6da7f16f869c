// `npm run build`: compiles with Nest's builder, and does nothing when nothing it reads has changed since it last succeeded.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What every build reads: which packages are installed. */
const PACKAGES = ['package.json', 'node_modules/.package-lock.json'];
const PAGES = 'apps/web/';

/** The programs, and the pages. Each is made again when something that it is made of changed. */
const SERVER = {
  stamp: 'dist/.built',
  made: 'dist/bundle/server.js',
  isSource: (file) => /^(?:apps|libs)\/.*\.ts$/.test(file) && !file.startsWith(PAGES),
  files: ['ormconfig.ts', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', 'bin/bundle.mjs', ...PACKAGES],
  commands: [['node_modules/@nestjs/cli/bin/nest.js', 'build'], ['bin/bundle.mjs']],
};
const WEB = {
  stamp: 'dist/.built-web',
  made: 'dist/web/ledger.html',
  isSource: (file) => file.startsWith(PAGES) || /^libs\/client\/.*\.ts$/.test(file),
  files: PACKAGES,
  commands: [['node_modules/vite/bin/vite.js', 'build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn']],
};

// The compiler believes this file about what it has written before, also when that is gone.
if (!existsSync('dist/apps/server/main.js')) rmSync('dist/.tsbuildinfo', { force: true });
const statuses = [SERVER, WEB].map(buildIfChanged);
process.exitCode = statuses.find((status) => status !== 0) ?? 0;

function buildIfChanged({ stamp, made, isSource, files, commands }) {
  const inputs = inputsOf(isSource, files);
  if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return 0;
  rmSync(stamp, { force: true });
  for (const command of commands) {
    const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
    if (status !== 0) return status ?? 1;
  }
  // Of what was read before the build, so that a change made meanwhile is built the next time.
  writeFileSync(stamp, inputs);
  return 0;
}

/** A digest of the names, sizes and times of change of all inputs. Specs are compiled by the tests themselves. */
function inputsOf(isSource, files) {
  const sources = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.spec\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const digest = createHash('sha256').update(process.version);
  for (const file of [...sources.filter(isSource).sort(), ...files]) {
    const found = statSync(file, { throwIfNoEntry: false });
    digest.update(`\n${file} ${found?.size} ${found?.mtimeMs}`);
  }
  return digest.digest('hex');
}
