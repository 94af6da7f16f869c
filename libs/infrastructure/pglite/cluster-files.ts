import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DirectoryUnusable } from './directory.errors.js';

/** Major version of the PostgreSQL inside the pinned PGlite; the on-disk format differs between majors. */
const POSTGRES_MAJOR = '18';
const CLUSTER = 'cluster';
const UNFINISHED = 'cluster.unfinished';
/** Size of pg_control on every platform; a shorter one is torn. */
const CONTROL_FILE_BYTES = 8192;

/**
 * The PostgreSQL cluster inside `directory`, made when there is none. A new one is built beside its final name and
 * renamed, so a start that is killed half-way leaves nothing that looks like a cluster. The caller holds the lock.
 *
 * @throws DirectoryUnusable when a cluster is there but not one of ours, or damaged: it is never repaired in silence.
 */
export async function prepareClusterFiles(directory: string, program: WebAssembly.Module): Promise<string> {
  const cluster = join(directory, CLUSTER);
  if (existsSync(cluster)) {
    refuseForeignCluster(directory, cluster);
    return cluster;
  }
  const unfinished = join(directory, UNFINISHED);
  rmSync(unfinished, { recursive: true, force: true });
  const template = templateDirectory();
  if (template && existsSync(template)) {
    cpSync(template, unfinished, { recursive: true });
  } else {
    await initialiseCluster(unfinished, program);
    if (template) keepAsTemplate(unfinished, template);
  }
  renameSync(unfinished, cluster);
  return cluster;
}

function refuseForeignCluster(directory: string, cluster: string): void {
  const versionFile = join(cluster, 'PG_VERSION');
  if (!existsSync(versionFile)) throw new DirectoryUnusable(directory, 'PG_VERSION is missing from its cluster');
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== POSTGRES_MAJOR)
    throw new DirectoryUnusable(directory, `it is of PostgreSQL ${version.slice(0, 20)}, this is ${POSTGRES_MAJOR}`);
  const controlFile = join(cluster, 'global', 'pg_control');
  if (!existsSync(controlFile) || statSync(controlFile).size !== CONTROL_FILE_BYTES)
    throw new DirectoryUnusable(directory, 'global/pg_control is missing or torn');
}

async function initialiseCluster(target: string, program: WebAssembly.Module): Promise<void> {
  mkdirSync(target, { mode: 0o700 });
  const pglite = await PGlite.create({ dataDir: target, pgliteWasmModule: program });
  await pglite.close();
}

/**
 * initdb in WebAssembly takes seconds, copying its result a tenth of one. The copy lives with the installed packages
 * and goes with them; undefined when PGlite is not below a `node_modules`.
 */
function templateDirectory(): string | undefined {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@electric-sql/pglite');
  const end = entry.lastIndexOf(`${sep}node_modules${sep}`);
  if (end < 0) return undefined;
  const manifest = join(dirname(entry), '..', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return join(entry.slice(0, end), 'node_modules', '.cache', 'mizan', `pglite-${version}`);
}

/** Best effort: packages may be installed read-only, and two first starts may race for the name. */
function keepAsTemplate(cluster: string, template: string): void {
  let draft: string | undefined;
  try {
    mkdirSync(dirname(template), { recursive: true });
    draft = mkdtempSync(`${template}-`);
    cpSync(cluster, draft, { recursive: true });
    renameSync(draft, template);
  } catch {
    if (draft) rmSync(draft, { recursive: true, force: true });
  }
}
