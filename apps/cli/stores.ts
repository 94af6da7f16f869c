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
import { hasEmbeddedStore, takeOverDirectories } from '@app/infrastructure/takeover/take-over-directories.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import { SchemaMissing } from '@app/infrastructure/typeorm/schema.js';
import type { Api } from './api-option.js';
import { CommandFailure } from './command-failure.js';

const NO_INPUT = 66;
const CONFIGURATION = 78;

const shape = { ...storageVariables, ...masterKeyVariables };
const openers = { ledger: openLedgerDatabase, registry: openRegistryDatabase };

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
 * @throws StoreMissing unless it may `create` one, DirectoryInUse while a server runs on the embedded database, DirectoryUnusable, SchemaIsNewer, DatabaseUnavailable
 */
export async function withStore<Result>(
  place: StoragePlace,
  api: Api,
  work: (database: Database) => Promise<Result>,
  { create = false } = {},
): Promise<Result> {
  demandConnection(place, api);
  const log = { warn: (message: string) => sayLastWords(`mizan: ${message}\n`) };
  if (place.storage.kind === 'embedded') await takeOverDirectories(place.storage.directory, log);
  const options = { applicationName: 'mizan command', log, onlyExisting: !create };
  const database = await openers[api](place.storage, options).catch((error: unknown) => {
    throw error instanceof SchemaMissing ? new StoreMissing(api, place) : error;
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** What keeps nothing of an API. */
export class StoreMissing extends CommandFailure {
  constructor(
    readonly api: Api,
    { name }: StoragePlace,
  ) {
    super(`there is no ${api} in ${name}; set DATA_DIR or DATABASE_URL as for the server`, NO_INPUT);
  }
}

/** For a command that works on what there is. */
export function unlessMissing(error: unknown): undefined {
  if (!(error instanceof StoreMissing)) throw error;
}

/** A mistyped DATA_DIR must not become a new and empty store. @throws CommandFailure */
export function demandExisting(place: StoragePlace, api: Api): void {
  demandConnection(place, api);
  if (!mayHave(place, api)) throw new StoreMissing(api, place);
}

/** Whether a command may find a store of the API there, see {@link StoreMissing}; a PostgreSQL server has one, or gets it. */
export function mayHave({ storage, isLedgerElsewhere }: StoragePlace, api: Api): boolean {
  if (api === 'ledger' && isLedgerElsewhere) return false;
  return storage.kind === 'postgres' || hasEmbeddedStore(storage.directory, api);
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
