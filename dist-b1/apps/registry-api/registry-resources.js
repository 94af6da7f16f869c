import { EnvelopeVault } from "../../libs/infrastructure/crypto/envelope-vault.js";
import { readMasterKey, readOrCreateMasterKey } from "../../libs/infrastructure/crypto/master-key.js";
import { chooseSignatureScheme } from "../../libs/infrastructure/crypto/native-secp256k1.js";
import { NodeSignatureVerifier } from "../../libs/infrastructure/crypto/node-signature-verifier.js";
import { Metrics } from "../../libs/infrastructure/metrics/metrics.js";
import { pinMasterKey } from "../../libs/infrastructure/typeorm/pin-master-key.js";
import { openRegistryDatabase } from "../../libs/infrastructure/typeorm/registry/open-registry-database.js";
import { SystemClock } from "../../libs/kernel/index.js";
import { NoAdministrators } from "../../libs/node-registry/index.js";
import { closeWalletResources, openWalletResources } from './wallet-resources.js';
/** @throws MasterKeyUnusable, WrongMasterKey, DirectoryInUse, DirectoryUnusable, SchemaIsNewer, DatabaseUnavailable */
export async function openRegistryResources(config, storage, log) {
    const database = await openStore(storage, log);
    try {
        const vault = openVault(config, storage);
        if (database)
            await pinMasterKey(database, vault.keyId);
        const metrics = new Metrics('registry');
        const clock = new SystemClock();
        const wallets = database && (await openWalletResources(config.wallet, { database, storage, clock, metrics, log }));
        return {
            config,
            log,
            metrics,
            clock,
            vault,
            verifier: new NodeSignatureVerifier(chooseSignatureScheme()),
            administrators: new NoAdministrators(),
            database,
            wallets,
        };
    }
    catch (error) {
        await database?.close();
        throw error;
    }
}
export async function closeRegistryResources({ database, wallets }) {
    if (wallets)
        await closeWalletResources(wallets);
    await database?.close();
}
async function openStore(storage, log) {
    if (storage.kind === 'memory')
        return undefined;
    return openRegistryDatabase(storage, { applicationName: 'mizan registry', log });
}
/** Without a store nothing outlives the process, so its key need not either. */
function openVault(config, storage) {
    if (storage.kind === 'memory')
        return EnvelopeVault.ephemeral();
    const read = config.createMasterKey ? readOrCreateMasterKey : readMasterKey;
    return new EnvelopeVault(read(config.masterKeyFile));
}
//# sourceMappingURL=registry-resources.js.map