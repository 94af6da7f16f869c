import { existsSync, renameSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { DirectoryLock } from '@app/infrastructure/pglite/directory-lock.js';
import { EmbeddedCluster } from '@app/infrastructure/pglite/embedded-cluster.js';
import { embeddedDirectory } from '@app/infrastructure/typeorm/embedded-directory.js';
import type { DatabaseLog } from '@app/infrastructure/typeorm/open-database.js';
import { flush, flushTree } from './flush-tree.js';
import { TwoStores } from './takeover.errors.js';

/** Up to November 2026 each API had an embedded database of its own, in a directory of its name below DATA_DIR. */
const OLD = ['ledger', 'registry'] as const;
const CLOSE_TIMEOUT_MS = 30_000;

type OldDirectory = (typeof OLD)[number];

/**
 * Makes one embedded database of the two that earlier versions kept in DATA_DIR: a copy of the ledger's, into which the registry's
 * rows are written as a restore would. The old directories are only read, and only renamed once the new database is complete and
 * on disk under its name. Until then a start that was killed is repeated from the beginning; after that it is finished.
 *
 * @throws TwoStores, DirectoryInUse while an earlier version runs, DirectoryUnusable, DatabaseUnavailable
 */
export async function takeOverDirectories(dataDirectory: string, log: DatabaseLog): Promise<void> {
  const places = placesIn(dataDirectory);
  if (oldDirectories(dataDirectory).length === 0 && !existsSync(places.unfinished)) return;
  const locks = [DirectoryLock.take(places.database)];
  try {
    const old = oldDirectories(dataDirectory);
    for (const name of old) locks.push(DirectoryLock.take(join(dataDirectory, name)));
    if (!existsSync(places.cluster)) {
      if (old.length > 0) log.warn(`the embedded databases in ${dataDirectory} (${old.join(', ')}) become one`);
      await makeOneOf(old, dataDirectory);
    } else if (old.length > 0 && !existsSync(places.unfinished)) throw new TwoStores(dataDirectory, old);
    finish(old, dataDirectory);
  } finally {
    for (const lock of locks) lock.release();
  }
}

/** Removes what was taken over. Called once a server is up on the new database. */
export function removeTakenOver(dataDirectory: string): void {
  for (const name of OLD) rmSync(takenOver(dataDirectory, name), { recursive: true, force: true, maxRetries: 3 });
}

/** Whether an embedded database is in DATA_DIR that may have an API's data. */
export function hasEmbeddedStore(dataDirectory: string, api: OldDirectory): boolean {
  return existsSync(join(placesIn(dataDirectory).database, 'lock')) || existsSync(join(dataDirectory, api, 'cluster'));
}

function placesIn(dataDirectory: string) {
  const database = embeddedDirectory(dataDirectory);
  // Its presence says that the old directories, if they are there, are being taken over.
  return { database, cluster: join(database, 'cluster'), unfinished: `${database}.unfinished` };
}

function oldDirectories(dataDirectory: string): OldDirectory[] {
  return OLD.filter((name) => existsSync(join(dataDirectory, name, 'cluster')));
}

function takenOver(dataDirectory: string, name: OldDirectory): string {
  return join(dataDirectory, `${name}.taken-over`);
}

async function makeOneOf(old: readonly OldDirectory[], dataDirectory: string): Promise<void> {
  const { database, cluster, unfinished } = placesIn(dataDirectory);
  rmSync(unfinished, { recursive: true, force: true, maxRetries: 3 });
  const [base, other] = old;
  if (!base) return;
  const copyOf = async (name: OldDirectory, target: string) => {
    await cp(join(dataDirectory, name, 'cluster'), join(target, 'cluster'), { recursive: true });
  };
  await copyOf(base, unfinished);
  if (other) {
    const added = join(unfinished, other);
    await copyOf(other, added);
    const { moveRegistry } = await import('./move-registry.js'); // seldom needed
    await moveRegistry(added, unfinished);
  } else await demandStart(unfinished);
  flushTree(join(unfinished, 'cluster'));
  flush(dataDirectory);
  renameSync(join(unfinished, 'cluster'), cluster);
  flush(unfinished);
  flush(database);
}

/** One that is damaged is to be refused while it still has its old name. */
async function demandStart(directory: string): Promise<void> {
  const cluster = await EmbeddedCluster.open(directory);
  await cluster.close(CLOSE_TIMEOUT_MS);
}

function finish(old: readonly OldDirectory[], dataDirectory: string): void {
  for (const name of old) {
    rmSync(takenOver(dataDirectory, name), { recursive: true, force: true, maxRetries: 3 });
    renameSync(join(dataDirectory, name), takenOver(dataDirectory, name));
  }
  flush(dataDirectory);
  rmSync(placesIn(dataDirectory).unfinished, { recursive: true, force: true, maxRetries: 3 });
}
