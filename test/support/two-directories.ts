import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { exportDatabase } from '@app/infrastructure/backup/export-database.js';
import { importDatabase } from '@app/infrastructure/backup/import-database.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { ledgerEntities, ledgerMigrations } from '@app/infrastructure/typeorm/ledger/schema.js';
import { openDatabase } from '@app/infrastructure/typeorm/open-database.js';
import {
  REMOVE_REGISTRY_SEEDS,
  registryEntities,
  registryMigrations,
} from '@app/infrastructure/typeorm/registry/schema.js';

const SCHEMAS = {
  ledger: { entities: ledgerEntities, migrations: ledgerMigrations, removeSeeds: undefined },
  registry: { entities: registryEntities, migrations: registryMigrations, removeSeeds: REMOVE_REGISTRY_SEEDS },
};
type Schema = keyof typeof SCHEMAS;

function open(directory: string, schema: Schema): Promise<Database> {
  const { entities, migrations } = SCHEMAS[schema];
  const storage = { kind: 'embedded', directory } as const;
  return openDatabase({
    storage,
    schema,
    entities,
    migrations,
    applicationName: 'mizan test',
    log: { warn: () => {} },
  });
}

/**
 * Turns what a server keeps in DATA_DIR into what versions up to November 2026 kept: a directory for each API.
 * @returns what {@link digestOf} says of each
 */
export async function splitIntoTwo(dataDir: string): Promise<Record<Schema, string>> {
  const digests = { ledger: '', registry: '' };
  for (const schema of ['ledger', 'registry'] as const) {
    const from = await open(join(dataDir, 'database'), schema);
    const to = await open(join(dataDir, schema), schema);
    const rows = new PassThrough();
    const read = importDatabase(to, rows, { removeSeeds: SCHEMAS[schema].removeSeeds });
    digests[schema] = (await exportDatabase(from, rows, new Date(0))).sha256;
    rows.end();
    await read;
    await from.close();
    await to.close();
  }
  rmSync(join(dataDir, 'database'), { recursive: true });
  return digests;
}

/** A digest of everything that an embedded database keeps of an API. */
export async function digestOf(directory: string, schema: Schema): Promise<string> {
  const database = await open(directory, schema);
  const output = new PassThrough();
  output.resume();
  try {
    return (await exportDatabase(database, output, new Date(0))).sha256;
  } finally {
    await database.close();
  }
}
