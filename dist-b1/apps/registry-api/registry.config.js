import { masterKeyPlace, masterKeyVariables } from "../../libs/infrastructure/configuration/master-key-place.js";
import { readEnvironment } from "../../libs/infrastructure/configuration/read-environment.js";
import * as variables from "../../libs/infrastructure/configuration/variables.js";
import { readWalletConfig } from './wallet.config.js';
const shape = {
    ...masterKeyVariables,
    NODE_HEARTBEAT_INTERVAL_MS: variables.integer({ min: 100, max: 86_400_000 }, 10_000),
};
/** @throws ConfigurationFaults */
export function readRegistryConfig(dataDirectory, mode, environment = process.env) {
    const values = readEnvironment(shape, environment);
    const masterKey = masterKeyPlace(dataDirectory, values.MASTER_KEY_FILE);
    return Object.freeze({
        credentials: mode === 'production' ? 'required' : 'optional',
        heartbeatIntervalMs: values.NODE_HEARTBEAT_INTERVAL_MS,
        masterKeyFile: masterKey.path,
        createMasterKey: masterKey.createWhenMissing,
        wallet: readWalletConfig(mode, environment),
    });
}
//# sourceMappingURL=registry.config.js.map