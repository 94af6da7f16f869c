import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const PROJECT = join(import.meta.dirname, '..', '..');
const CACHE = join(PROJECT, 'node_modules', '.cache', 'mizan');
const PREFIX = 'migrated-';

/**
 * Puts the embedded database into the empty data directory of a server, as a first start leaves it: with the schemas of both APIs
 * and nothing in them. To migrate it takes more than half of a first start, which has tests of its own. One is made per build.
 */
export async function fillWithMigrated(dataDir: string): Promise<void> {
  const template = join(CACHE, `${PREFIX}${buildName()}`);
  if (!existsSync(template)) await makeTemplate(template);
  await promisify(execFile)('cp', ['-a', `${template}/.`, dataDir]);
}

function buildName(): string {
  return createHash('sha256')
    .update(readFileSync(join(PROJECT, 'dist', '.built')))
    .digest('hex')
    .slice(0, 16);
}

/** Of two that are made at a time, the first one stays; those of other builds go. */
async function makeTemplate(template: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  for (const name of readdirSync(CACHE))
    if (name.startsWith(PREFIX) && name !== basename(template))
      rmSync(join(CACHE, name), { recursive: true, force: true });
  const draft = mkdtempSync(join(CACHE, 'unfinished-'));
  try {
    await migrate(draft);
    renameSync(draft, template);
  } catch (error) {
    if (!existsSync(template)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Loaded only here, as most tests do not need TypeORM, and one after the other: jest mixes up two that share modules. */
async function migrate(directory: string): Promise<void> {
  const { openLedgerDatabase } = await import('@app/infrastructure/typeorm/ledger/open-ledger-database.js');
  const { openRegistryDatabase } = await import('@app/infrastructure/typeorm/registry/open-registry-database.js');
  const storage = { kind: 'embedded', directory } as const;
  const options = { applicationName: 'mizan test', log: { warn: () => undefined } };
  const databases = [await openLedgerDatabase(storage, options), await openRegistryDatabase(storage, options)];
  for (const database of databases) await database.close();
}
