import { PassThrough } from 'node:stream';
import { BackupRefused } from '@app/infrastructure/backup/backup.errors.js';
import { exportDatabase } from '@app/infrastructure/backup/export-database.js';
import { importDatabase } from '@app/infrastructure/backup/import-database.js';
import { DirectoryUnusable } from '@app/infrastructure/pglite/directory.errors.js';
import { openDatabase } from '@app/infrastructure/typeorm/open-database.js';
import {
  REMOVE_REGISTRY_SEEDS,
  registryEntities,
  registryMigrations,
} from '@app/infrastructure/typeorm/registry/schema.js';

/**
 * Writes the rows of the registry in the embedded database of `from` into that of `to`, which has none.
 *
 * @throws DirectoryUnusable when they are damaged
 */
export async function moveRegistry(from: string, to: string): Promise<void> {
  const source = await openRegistryIn(from);
  try {
    const target = await openRegistryIn(to);
    try {
      const rows = new PassThrough();
      const written = exportDatabase(source, rows).then(
        () => rows.end(),
        (error: Error) => rows.destroy(error),
      );
      await Promise.all([importDatabase(target, rows, { removeSeeds: REMOVE_REGISTRY_SEEDS }), written]);
    } catch (error) {
      throw error instanceof BackupRefused ? new DirectoryUnusable(from, error.message, { cause: error }) : error;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function openRegistryIn(directory: string) {
  return openDatabase({
    storage: { kind: 'embedded', directory },
    schema: 'registry',
    entities: registryEntities,
    migrations: registryMigrations,
    applicationName: 'mizan takeover',
    log: { warn: () => {} },
  });
}
