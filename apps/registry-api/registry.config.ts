import { administratorVariables } from '@app/infrastructure/configuration/administrator-variables.js';
import {
  type MasterKeySource,
  masterKeySource,
  masterKeyVariables,
  refuseTwoMasterKeys,
} from '@app/infrastructure/configuration/master-key-source.js';
import { readEnvironment } from '@app/infrastructure/configuration/read-environment.js';
import * as variables from '@app/infrastructure/configuration/variables.js';
import type { ModeName } from '@app/kernel';
import { readWalletConfig, type WalletConfig } from './wallet.config.js';

const shape = {
  ...administratorVariables,
  ...masterKeyVariables,
  NODE_HEARTBEAT_INTERVAL_MS: variables.integer({ min: 100, max: 86_400_000 }, 10_000),
};

/** What the registry alone is configured with. */
export interface RegistryConfig {
  readonly mode: ModeName;
  /** Whether a caller without credentials may act: `optional` in demo mode. */
  readonly credentials: 'optional' | 'required';
  /** How often nodes are expected to report; three times that without a heartbeat and they are offline. */
  readonly heartbeatIntervalMs: number;
  /** SHA-256 of each administrator's token, in hex. */
  readonly administratorTokenHashes: readonly string[];
  readonly masterKey: MasterKeySource;
  readonly wallet: WalletConfig;
}

/** @throws ConfigurationFaults */
export function readRegistryConfig(
  dataDirectory: string,
  mode: ModeName,
  environment: NodeJS.ProcessEnv = process.env,
): RegistryConfig {
  const values = readEnvironment(shape, environment, refuseTwoMasterKeys);
  return Object.freeze({
    mode,
    credentials: mode === 'production' ? ('required' as const) : ('optional' as const),
    heartbeatIntervalMs: values.NODE_HEARTBEAT_INTERVAL_MS,
    administratorTokenHashes: values.ADMIN_TOKEN_HASH,
    masterKey: masterKeySource(dataDirectory, values),
    wallet: readWalletConfig(mode, environment),
  });
}
