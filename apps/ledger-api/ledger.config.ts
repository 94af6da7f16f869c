import { masterKeyPlace, masterKeyVariables } from '@app/infrastructure/configuration/master-key-place.js';
import { readEnvironment } from '@app/infrastructure/configuration/read-environment.js';
import * as variables from '@app/infrastructure/configuration/variables.js';

const shape = {
  POW_BITS: variables.integer({ min: 0, max: 32 }, 12),
  MAX_BLOCK_TRANSACTIONS: variables.integer({ min: 1, max: 10_000 }, 1_000),
  ZAKAT_WALLET_ADDRESS: variables.hexAddress(undefined),
  FAUCET_ENABLED: variables.flag(true),
  ...masterKeyVariables,
};

/** What the ledger alone is configured with. */
export interface LedgerConfig {
  readonly powBits: number;
  /** Requests that share one block at most. */
  readonly maxBlockTransactions: number;
  readonly zakatPoolAddress: string | undefined;
  readonly faucetEnabled: boolean;
  /** Where the master key is read from; `createMasterKey` says whether it is made when missing. */
  readonly masterKeyFile: string;
  readonly createMasterKey: boolean;
}

/** @throws ConfigurationFaults */
export function readLedgerConfig(dataDirectory: string, environment: NodeJS.ProcessEnv = process.env): LedgerConfig {
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
