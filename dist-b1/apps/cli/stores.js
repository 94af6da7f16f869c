import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { masterKeyPlace, masterKeyVariables } from "../../libs/infrastructure/configuration/master-key-place.js";
import { readEnvironment } from "../../libs/infrastructure/configuration/read-environment.js";
import { chooseStorage, refuseTwoDatabases, storageVariables, } from "../../libs/infrastructure/configuration/storage-choice.js";
import { openLedgerDatabase } from "../../libs/infrastructure/typeorm/ledger/open-ledger-database.js";
import { openRegistryDatabase } from "../../libs/infrastructure/typeorm/registry/open-registry-database.js";
import { CommandFailure } from './command-failure.js';
const NO_INPUT = 66;
const CONFIGURATION = 78;
const shape = { ...storageVariables, ...masterKeyVariables };
const openers = { ledger: openLedgerDatabase, registry: openRegistryDatabase };
export const APIS = Object.keys(openers);
/** @throws ConfigurationFaults, CommandFailure when the server would keep nothing */
export function readStoragePlace(environment = process.env) {
    const values = readEnvironment(shape, environment, refuseTwoDatabases);
    const storage = chooseStorage(values);
    if (storage.kind === 'memory') {
        throw new CommandFailure('PERSISTENCE=memory keeps nothing that a command could open', CONFIGURATION);
    }
    const { path } = masterKeyPlace(values.DATA_DIR, values.MASTER_KEY_FILE);
    return { storage, masterKeyFile: path, name: nameOf(storage) };
}
/**
 * Runs `work` on the API's database, brought up to date as a start of the server would, and closes it.
 *
 * @throws DirectoryInUse while a server runs on the embedded database, DirectoryUnusable, SchemaIsNewer, DatabaseUnavailable
 */
export async function withStore({ storage }, api, work) {
    const warn = (message) => process.stderr.write(`mizan: ${message}\n`);
    const database = await openers[api](storage, { applicationName: 'mizan command', log: { warn } });
    try {
        return await work(database);
    }
    finally {
        await database.close();
    }
}
/** A mistyped DATA_DIR must not become a new and empty store. @throws CommandFailure */
export function demandExisting({ storage, name }, api) {
    if (storage.kind === 'postgres' || existsSync(join(storage.directory, api, 'lock')))
        return;
    throw new CommandFailure(`there is no ${api} in ${name}; set DATA_DIR or DATABASE_URL as for the server`, NO_INPUT);
}
function nameOf(storage) {
    if (storage.kind === 'embedded')
        return storage.directory;
    const url = new URL(storage.url);
    return `${url.protocol}//${url.host}${url.pathname}`;
}
//# sourceMappingURL=stores.js.map