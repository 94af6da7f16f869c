import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { masterKeyPlace, masterKeyVariables } from '@app/infrastructure/configuration/master-key-place.js';
import { readEnvironment } from '@app/infrastructure/configuration/read-environment.js';
import {
  chooseStorage,
  refuseTwoDatabases,
  storageVariables,
} from '@app/infrastructure/configuration/storage-choice.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import {
  type DurableStorage,
  ledgerStorage,
  openLedgerDatabase,
} from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { CommandFailure } from './command-failure.js';

const NO_INPUT = 66;
const CONFIGURATION = 78;

const shape = { ...storageVariables, ...masterKeyVariables };

/** Where the server of this environment keeps the ledger. */
export interface LedgerPlace {
  readonly storage: DurableStorage;
  readonly masterKeyFile: string;
  /** For messages: a directory, or the server without its credentials. */
  readonly name: string;
}

/** @throws ConfigurationFaults, CommandFailure when the server would keep nothing */
export function readLedgerPlace(environment: NodeJS.ProcessEnv = process.env): LedgerPlace {
  const values = readEnvironment(shape, environment, refuseTwoDatabases);
  const storage = chooseStorage(values);
  if (storage.kind === 'memory') {
    throw new CommandFailure('PERSISTENCE=memory keeps nothing that a command could open', CONFIGURATION);
  }
  return {
    storage,
    masterKeyFile: masterKeyPlace(values.DATA_DIR, values.MASTER_KEY_FILE).path,
    name: nameOf(storage),
  };
}

/**
 * Runs `work` on the ledger's database, brought up to date as a start of the server would, and closes it.
 *
 * @throws DirectoryInUse while a server runs on the embedded database, DirectoryUnusable, SchemaIsNewer, DatabaseUnavailable
 */
export async function withLedger<Result>(
  { storage }: LedgerPlace,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const warn = (message: string) => process.stderr.write(`mizan: ${message}\n`);
  const database = await openLedgerDatabase(storage, { applicationName: 'mizan command', log: { warn } });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** A mistyped DATA_DIR must not become a new and empty ledger. @throws CommandFailure */
export function demandExisting(place: LedgerPlace): void {
  const storage = ledgerStorage(place.storage);
  if (storage.kind === 'embedded' && !existsSync(join(storage.directory, 'lock'))) {
    throw new CommandFailure(
      `there is no ledger in ${place.name}; set DATA_DIR or DATABASE_URL as for the server`,
      NO_INPUT,
    );
  }
}

function nameOf(storage: DurableStorage): string {
  if (storage.kind === 'embedded') return storage.directory;
  const url = new URL(storage.url);
  return `${url.protocol}//${url.host}${url.pathname}`;
}
