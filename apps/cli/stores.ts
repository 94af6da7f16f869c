import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  masterKeySource,
  masterKeyVariables,
  refuseTwoMasterKeys,
} from '@app/infrastructure/configuration/master-key-source.js';
import { readEnvironment } from '@app/infrastructure/configuration/read-environment.js';
import {
  chooseLedgerStorage,
  chooseStorage,
  type DurableStorage,
  refuseTwoDatabases,
  storageVariables,
} from '@app/infrastructure/configuration/storage-choice.js';
import { type MasterKeySource } from '@app/infrastructure/crypto/master-key-source.js';
import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import { CommandFailure } from './command-failure.js';

const NO_INPUT = 66;
const CONFIGURATION = 78;

const shape = { ...storageVariables, ...masterKeyVariables };
const openers = { ledger: openLedgerDatabase, registry: openRegistryDatabase };

/** Whose store a command works on. */
export type Api = keyof typeof openers;
export const APIS = Object.keys(openers) as Api[];

/** Where the server of this environment keeps things. */
export interface StoragePlace {
  readonly storage: DurableStorage;
  readonly masterKey: MasterKeySource;
  /** The ledger is on Supabase; the storage is the registry's. */
  readonly isLedgerElsewhere: boolean;
  /** For messages: a directory, or the server without its credentials. */
  readonly name: string;
}

/** @throws ConfigurationFaults, CommandFailure when the server would keep nothing */
export function readStoragePlace(environment: NodeJS.ProcessEnv = process.env): StoragePlace {
  const values = readEnvironment(shape, environment, (given, addFault) => {
    refuseTwoDatabases(given, addFault);
    refuseTwoMasterKeys(given, addFault);
  });
  const storage = chooseStorage(values);
  if (storage.kind === 'memory') {
    throw new CommandFailure('PERSISTENCE=memory keeps nothing that a command could open', CONFIGURATION);
  }
  const isLedgerElsewhere = chooseLedgerStorage(values).kind === 'supabase';
  return { storage, masterKey: masterKeySource(values.DATA_DIR, values), name: nameOf(storage), isLedgerElsewhere };
}

/**
 * Runs `work` on the API's database, brought up to date as a start of the server would, and closes it.
 *
 * @throws DirectoryInUse while a server runs on the embedded database, DirectoryUnusable, SchemaIsNewer, DatabaseUnavailable
 */
export async function withStore<Result>(
  place: StoragePlace,
  api: Api,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  demandConnection(place, api);
  const warn = (message: string) => sayLastWords(`mizan: ${message}\n`);
  const database = await openers[api](place.storage, { applicationName: 'mizan command', log: { warn } });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** A mistyped DATA_DIR must not become a new and empty store. @throws CommandFailure */
export function demandExisting(place: StoragePlace, api: Api): void {
  demandConnection(place, api);
  if (exists(place, api)) return;
  const hint = 'set DATA_DIR or DATABASE_URL as for the server';
  throw new CommandFailure(`there is no ${api} in ${place.name}; ${hint}`, NO_INPUT);
}

/** Whether a command can open a store of the API there; a PostgreSQL server has one, or gets it. */
export function exists({ storage, isLedgerElsewhere }: StoragePlace, api: Api): boolean {
  if (api === 'ledger' && isLedgerElsewhere) return false;
  return storage.kind === 'postgres' || existsSync(join(storage.directory, api, 'lock'));
}

/** Commands move whole tables, which the REST interface is not made for. @throws CommandFailure */
function demandConnection({ isLedgerElsewhere }: StoragePlace, api: Api): void {
  if (api !== 'ledger' || !isLedgerElsewhere) return;
  throw new CommandFailure(
    "the ledger is on Supabase: give this command the project's connection string as DATABASE_URL, in place of SUPABASE_URL and SUPABASE_KEY",
    CONFIGURATION,
  );
}

function nameOf(storage: DurableStorage): string {
  if (storage.kind === 'embedded') return storage.directory;
  const url = new URL(storage.url);
  return `${url.protocol}//${url.host}${url.pathname}`;
}
