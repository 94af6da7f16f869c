import { administratorVariables } from '@app/infrastructure/configuration/administrator-variables.js';
import {
  masterKeySource,
  masterKeyVariables,
  refuseTwoMasterKeys,
} from '@app/infrastructure/configuration/master-key-source.js';
import { type EnvironmentOf, readEnvironment } from '@app/infrastructure/configuration/read-environment.js';
import * as variables from '@app/infrastructure/configuration/variables.js';
import type { HashedAdministrator } from '@app/infrastructure/crypto/hashed-administrators.js';
import { type MasterKeySource } from '@app/infrastructure/crypto/master-key-source.js';
import type { ModeName } from '@app/kernel';
import type { RegistrationLimits, RegistrationPolicy, SignaturePolicy } from '@app/node-registry';
import { parsePeerUrl } from '@app/peers';
import { readWalletConfig, type WalletConfig } from './wallet/wallet.config.js';

const NO_PEER = 'PEERS: must be https URLs without credentials and query, separated by commas';
/** Half a year after the second version came. */
const VERSION_1_ENDS = '2027-06-01';

export const registryVariables = {
  ...administratorVariables,
  ...masterKeyVariables,
  REGISTRY_NAME: variables
    .title(100, 'mizan')
    .describe('What this registry is called, for the people of other registries; `GET /registry/identity` tells it'),
  REGISTRY_URL: variables
    .urlWithoutCredentials(['https:', 'http:'], undefined)
    .describe('Where other registries reach this one; `GET /registry/identity` tells it'),
  PEERS: variables
    .list([])
    .describe(
      'Other registries whose logs this one follows ([peers](peers.md)), separated by commas: https URLs, in a demo also http to this machine',
    ),
  NODE_REGISTRATION: variables
    .oneOf(['open', 'closed'], 'open')
    .describe(
      '`open`: nodes register themselves, within the limits. `closed`: only an administrator registers new nodes',
    ),
  NODE_LIMIT: variables
    .integer({ min: 1, max: 10_000_000 }, undefined)
    .describe(
      'Most nodes that strangers may register, deregistered ones included. Not set: 10000 in production, no limit in a demo that sets none of the three limits',
    ),
  NODES_PER_NETWORK: variables
    .integer({ min: 1, max: 10_000_000 }, undefined)
    .describe('The same for one IPv4 address or IPv6 /64. Not set: 100 in production, no limit in a demo'),
  NODES_PER_NETWORK_DAILY: variables
    .integer({ min: 1, max: 10_000_000 }, undefined)
    .describe('The same for one address or /64 in a day. Not set: 20 in production, no limit in a demo'),
  NODE_HEARTBEAT_INTERVAL_MS: variables
    .integer({ min: 100, max: 86_400_000 }, 10_000)
    .describe('How often nodes are expected to report, in milliseconds. After three times that they are offline'),
  NODE_SIGNATURE_V1_UNTIL: variables.instant(Date.parse(VERSION_1_ENDS)).meta({
    description:
      'Until when nodes may sign requests in version 1, which names no host ([signed requests](signed-requests.md)): a day (UTC), or a time such as `2027-06-01T12:00:00Z`',
    default: VERSION_1_ENDS,
  }),
};

/** What the registry alone is configured with. */
export interface RegistryConfig {
  readonly mode: ModeName;
  /** What this registry says of itself. */
  readonly name: string;
  readonly url: string | undefined;
  /** Addresses of the registries that it follows. */
  readonly peers: readonly string[];
  /** Whether a caller without credentials may act: `optional` in demo mode. */
  readonly credentials: 'optional' | 'required';
  /** Who may register nodes, and how many. */
  readonly registrations: RegistrationPolicy;
  /** Until when nodes may sign the first version of the text. */
  readonly signatures: SignaturePolicy;
  /** How often nodes are expected to report; three times that without a heartbeat and they are offline. */
  readonly heartbeatIntervalMs: number;
  readonly administrators: readonly HashedAdministrator[];
  readonly masterKey: MasterKeySource;
  readonly wallet: WalletConfig;
}

/** @throws ConfigurationFaults */
export function readRegistryConfig(
  dataDirectory: string,
  mode: ModeName,
  environment: NodeJS.ProcessEnv = process.env,
): RegistryConfig {
  const values = readEnvironment(registryVariables, environment, (given, addFault) => {
    refuseTwoMasterKeys(given, addFault);
    for (const url of given.PEERS ?? []) if (parsePeerUrl(url, mode === 'demo') === undefined) addFault(NO_PEER);
  });
  return Object.freeze({
    mode,
    name: values.REGISTRY_NAME,
    url: values.REGISTRY_URL,
    peers: Object.freeze(values.PEERS.map((url) => parsePeerUrl(url, mode === 'demo')!)),
    credentials: mode === 'production' ? ('required' as const) : ('optional' as const),
    registrations: Object.freeze({ registration: values.NODE_REGISTRATION, limits: limitsOf(mode, values) }),
    signatures: Object.freeze({ version1EndsAtMs: values.NODE_SIGNATURE_V1_UNTIL }),
    heartbeatIntervalMs: values.NODE_HEARTBEAT_INTERVAL_MS,
    administrators: values.ADMIN_TOKEN_HASH,
    masterKey: masterKeySource(dataDirectory, values),
    wallet: readWalletConfig(mode, environment),
  });
}

/** Strangers are limited in production; a demo is limited when its operator says so. */
function limitsOf(mode: ModeName, values: EnvironmentOf<typeof registryVariables>): RegistrationLimits | undefined {
  const { NODE_LIMIT: total, NODES_PER_NETWORK: perNetwork, NODES_PER_NETWORK_DAILY: perNetworkDaily } = values;
  if (mode === 'demo' && (total ?? perNetwork ?? perNetworkDaily) === undefined) return undefined;
  return Object.freeze({
    total: total ?? 10_000,
    perNetwork: perNetwork ?? 100,
    perNetworkDaily: perNetworkDaily ?? 20,
  });
}
