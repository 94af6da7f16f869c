import { EnvelopeVault } from "../../libs/infrastructure/crypto/envelope-vault.js";
import { readMasterKey, readOrCreateMasterKey } from "../../libs/infrastructure/crypto/master-key.js";
import { chooseSignatureScheme } from "../../libs/infrastructure/crypto/native-secp256k1.js";
import { WorkerBlockSealer } from "../../libs/infrastructure/crypto/worker-block-sealer.js";
import { WorkerBlockVerifier } from "../../libs/infrastructure/crypto/worker-block-verifier.js";
import { Metrics } from "../../libs/infrastructure/metrics/metrics.js";
import { openLedgerDatabase } from "../../libs/infrastructure/typeorm/ledger/open-ledger-database.js";
import { pinMasterKey } from "../../libs/infrastructure/typeorm/pin-master-key.js";
import { writerLockFor } from "../../libs/infrastructure/typeorm/writer-lock.js";
/** @throws MasterKeyUnusable, DirectoryInUse, DirectoryUnusable, SchemaIsNewer, DatabaseUnavailable */
export async function openLedgerResources(config, storage, log) {
    const store = await openStore(storage, log);
    try {
        const vault = openVault(config, storage);
        if (store)
            await pinMasterKey(store.database, vault.keyId);
        return {
            config,
            log,
            metrics: new Metrics('ledger'),
            scheme: chooseSignatureScheme(),
            vault,
            sealer: new WorkerBlockSealer(),
            verifier: new WorkerBlockVerifier(),
            store,
        };
    }
    catch (error) {
        await store?.database.close();
        throw error;
    }
}
export async function closeLedgerResources({ sealer, verifier, store }) {
    await sealer.close();
    await verifier.close();
    await store?.database.close();
}
async function openStore(storage, log) {
    if (storage.kind === 'memory')
        return undefined;
    const database = await openLedgerDatabase(storage, { applicationName: 'mizan ledger', log });
    return { database, writerLock: writerLockFor(database, storage.kind === 'postgres' ? storage.url : undefined) };
}
/** Without a store nothing outlives the process, so its key need not either. */
function openVault(config, storage) {
    if (storage.kind === 'memory')
        return EnvelopeVault.ephemeral();
    const read = config.createMasterKey ? readOrCreateMasterKey : readMasterKey;
    return new EnvelopeVault(read(config.masterKeyFile));
}
//# sourceMappingURL=ledger-resources.js.map