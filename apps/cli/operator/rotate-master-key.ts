import { describeMasterKey, type MasterKeySource } from '@app/infrastructure/crypto/master-key-source.js';
import { isStrongPassphrase, MIN_PASSPHRASE_CHARACTERS } from '@app/infrastructure/crypto/master-passphrase.js';
import { KeyRotation } from '@app/infrastructure/key-rotation/key-rotation.js';
import { ledgerSealedColumns } from '@app/infrastructure/key-rotation/ledger-sealed-columns.js';
import { registrySealedColumns } from '@app/infrastructure/key-rotation/registry-sealed-columns.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import { APIS, type Api } from '../api-option.js';
import { CommandFailure } from '../command-failure.js';
import { USAGE_ERROR } from '../exit-codes.js';
import { Results } from '../output.js';
import { demandExisting, mayHave, readStoragePlace, type StoragePlace, StoreMissing, withStore } from '../stores.js';

const IN_USE = 75;
const CONFIGURATION = 78;
const COLUMNS = { ledger: ledgerSealedColumns, registry: registrySealedColumns };

type Rotations = readonly { readonly api: Api; readonly rotation: KeyRotation }[];

export async function runRotateMasterKey(options: { newKeyFile?: string; newPassphrase?: boolean }): Promise<void> {
  const place = readStoragePlace();
  const to = newMasterKey(options);
  const apis = APIS.filter((api) => mayHave(place, api));
  if (apis.length === 0) demandExisting(place, 'ledger');
  await withStores(place, apis, (databases) => rotateAll(place, databases, to));
}

function newMasterKey({
  newKeyFile,
  newPassphrase,
}: {
  newKeyFile?: string;
  newPassphrase?: boolean;
}): MasterKeySource {
  if ((newKeyFile !== undefined) === (newPassphrase === true)) {
    throw new CommandFailure('give either --new-key-file or --new-passphrase', USAGE_ERROR);
  }
  if (newKeyFile !== undefined) return { kind: 'file', path: newKeyFile, createWhenMissing: true };
  const passphrase = process.env.NEW_MASTER_PASSPHRASE?.trim() ?? '';
  if (isStrongPassphrase(passphrase)) return { kind: 'passphrase', passphrase };
  throw new CommandFailure(
    `NEW_MASTER_PASSPHRASE: must have at least ${MIN_PASSPHRASE_CHARACTERS} characters, and not the same few again and again`,
    CONFIGURATION,
  );
}

/** All are open at once, so that what one of them refuses keeps all from being begun. */
async function withStores(
  place: StoragePlace,
  apis: readonly Api[],
  work: (databases: readonly Database[]) => Promise<void>,
  opened: readonly Database[] = [],
): Promise<void> {
  const [api, ...rest] = apis;
  if (!api && opened.length === 0) throw new StoreMissing('ledger', place);
  if (!api) return work(opened);
  const withThisOne = async (database: Database) => {
    const lock = writerLockFor(database, place.storage.kind === 'postgres' ? place.storage.url : undefined);
    if (!(await lock.tryAcquire())) {
      throw new CommandFailure(`a server is working on the ${api} in ${place.name}; stop it first`, IN_USE);
    }
    try {
      await withStores(place, rest, work, [...opened, database]);
    } finally {
      await lock.release();
    }
  };
  await withStore(place, api, withThisOne).catch((error: unknown) => {
    if (!(error instanceof StoreMissing) || error.api !== api) throw error;
    return withStores(place, rest, work, opened);
  });
}

/** Every store is marked before the first is changed, and handed over after all were: in between, none of them opens. */
async function rotateAll(place: StoragePlace, databases: readonly Database[], to: MasterKeySource): Promise<void> {
  const results = new Results();
  const rotations: { api: Api; rotation: KeyRotation }[] = [];
  for (const database of databases) {
    const api = database.schema as Api;
    const rotation = new KeyRotation(database, COLUMNS[api]);
    if (await rotation.prepare(place.masterKey, to)) rotations.push({ api, rotation });
    else await results.print(`${api}: nothing to do, no record is under the ${describeMasterKey(place.masterKey)}\n`);
  }
  await carryOut(rotations, results);
  const setting = to.kind === 'file' ? `MASTER_KEY_FILE=${to.path}` : 'MASTER_PASSPHRASE to the new passphrase';
  await results.print(
    `Start the server with ${setting}. Keep the old key apart for as long as you keep backups from before; nothing else needs it.\n`,
  );
  results.end();
}

async function carryOut(rotations: Rotations, results: Results): Promise<void> {
  if (rotations.length > 0) await results.print('begun: no server starts until this has finished\n');
  for (const { rotation } of rotations) await rotation.begin();
  for (const { api, rotation } of rotations) {
    await results.print(`${api}: ${await rotation.rewrap()} records are under the new master key\n`);
  }
  for (const { rotation } of rotations) await rotation.finish();
}
