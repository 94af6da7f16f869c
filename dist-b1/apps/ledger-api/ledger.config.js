import { masterKeyPlace, masterKeyVariables } from "../../libs/infrastructure/configuration/master-key-place.js";
import { readEnvironment } from "../../libs/infrastructure/configuration/read-environment.js";
import * as variables from "../../libs/infrastructure/configuration/variables.js";
const shape = {
    POW_BITS: variables.integer({ min: 0, max: 32 }, 12),
    MAX_BLOCK_TRANSACTIONS: variables.integer({ min: 1, max: 10_000 }, 1_000),
    ZAKAT_WALLET_ADDRESS: variables.hexAddress(undefined),
    FAUCET_ENABLED: variables.flag(true),
    ...masterKeyVariables,
};
/** @throws ConfigurationFaults */
export function readLedgerConfig(dataDirectory, environment = process.env) {
    const values = readEnvironment(shape, environment);
    const masterKey = masterKeyPlace(dataDirectory, values.MASTER_KEY_FILE);
    return Object.freeze({
        powBits: values.POW_BITS,
        maxBlockTransactions: values.MAX_BLOCK_TRANSACTIONS,
        zakatPoolAddress: values.ZAKAT_WALLET_ADDRESS,
        faucetEnabled: values.FAUCET_ENABLED,
        masterKeyFile: masterKey.path,
        createMasterKey: masterKey.createWhenMissing,
    });
}
//# sourceMappingURL=ledger.config.js.map