import {
  type EnvironmentOf,
  type EnvironmentRules,
  readEnvironment,
  textOf,
} from '@app/infrastructure/configuration/read-environment.js';
import {
  chooseLedgerStorage,
  chooseStorage,
  DEFAULT_DATA_DIRECTORY,
  type LedgerStorageChoice,
  refuseTwoDatabases,
  type StorageChoice,
  storageVariables,
} from '@app/infrastructure/configuration/storage-choice.js';
import * as variables from '@app/infrastructure/configuration/variables.js';
import { LOG_LEVELS } from '@app/infrastructure/logging/process-log.js';
import { isLoopbackHost } from '@app/infrastructure/network/loopback-host.js';
import type { ModeName } from '@app/kernel';
import { productionVariables, refuseUnsafeProduction } from './production-rules.js';

const shape = {
  APP_MODE: variables.oneOf(['demo', 'production'], undefined),
  NODE_ENV: variables.text(undefined),
  SERVE: variables.listOf(['ledger', 'registry'], ['ledger', 'registry']),
  HOST: variables.text('127.0.0.1'),
  ALLOW_INSECURE_DEMO: variables.flag(false),
  LEDGER_PORT: variables.port(8080),
  REGISTRY_PORT: variables.port(8000),
  LOG_LEVEL: variables.oneOf(LOG_LEVELS, 'info'),
  CORS_ORIGINS: variables.origins(undefined),
  DOCS: variables.flag(undefined),
  METRICS: variables.flag(true),
  RATE_LIMIT: variables.flag(undefined),
  ...storageVariables,
  ...productionVariables,
};

type Values = EnvironmentOf<typeof shape>;

const DEMO_ORIGINS = ['http://localhost:3000'];
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

export interface ServerConfig {
  readonly mode: ModeName;
  readonly apis: readonly ('ledger' | 'registry')[];
  readonly host: string;
  readonly ports: { readonly ledger: number; readonly registry: number };
  /** Host names that requests may name, or `undefined` for any: in production the public ones, else on loopback loopback's. */
  readonly hostNames: readonly string[] | undefined;
  /** Whose word is taken for where a request comes from. */
  readonly trustedProxies: readonly string[];
  readonly dataDirectory: string;
  readonly storage: StorageChoice;
  /** The same, unless the ledger is on Supabase. */
  readonly ledgerStorage: LedgerStorageChoice;
  readonly logLevel: Values['LOG_LEVEL'];
  readonly corsOrigins: readonly string[];
  readonly docs: boolean;
  readonly metrics: boolean;
  readonly rateLimit: boolean;
  readonly strictTransport: boolean;
  /** A demo that strangers can reach, which its operator asked for by name. The start log says so loudly. */
  readonly isExposedDemo: boolean;
}

/** DATA_DIR by itself, for what is read before the whole is known to be right. */
export function readDataDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const read = storageVariables.DATA_DIR.safeParse(textOf(environment, 'DATA_DIR'));
  return read.data ?? DEFAULT_DATA_DIRECTORY; // a wrong one has its line when the whole is read
}

/** APP_MODE by itself; one that is wrong has its line when the whole is read. */
export function readMode(environment: NodeJS.ProcessEnv = process.env): ModeName {
  return textOf(environment, 'APP_MODE') === 'production' ? 'production' : 'demo';
}

/** @throws ConfigurationFaults */
export function readServerConfig(environment: NodeJS.ProcessEnv = process.env): ServerConfig {
  const values = readEnvironment(shape, environment, rules);
  const isDemo = values.APP_MODE !== 'production';
  return Object.freeze({
    mode: isDemo ? 'demo' : 'production',
    apis: values.SERVE,
    host: values.HOST,
    ports: Object.freeze({ ledger: values.LEDGER_PORT, registry: values.REGISTRY_PORT }),
    hostNames: hostNamesOf(values),
    trustedProxies: Object.freeze([...(isDemo ? [] : (values.TRUSTED_PROXIES ?? []))]),
    dataDirectory: values.DATA_DIR,
    storage: Object.freeze(chooseStorage(values)),
    ledgerStorage: Object.freeze(chooseLedgerStorage(values)),
    logLevel: values.LOG_LEVEL,
    corsOrigins: Object.freeze([...(values.CORS_ORIGINS ?? (isDemo ? DEMO_ORIGINS : []))]),
    docs: values.DOCS ?? isDemo,
    metrics: values.METRICS,
    rateLimit: values.RATE_LIMIT ?? !isDemo,
    strictTransport: !isDemo,
    isExposedDemo: isDemo && !isLoopbackHost(hostHeaderName(values.HOST)),
  });
}

function hostNamesOf({ APP_MODE, HOST, PUBLIC_HOSTS }: Values): readonly string[] | undefined {
  if (APP_MODE === 'production') return Object.freeze([...(PUBLIC_HOSTS ?? [])]);
  if (!isLoopbackHost(hostHeaderName(HOST))) return undefined;
  return Object.freeze([...LOOPBACK_NAMES, hostHeaderName(HOST)]);
}

const rules: EnvironmentRules<typeof shape> = (values, addFault) => {
  refuseUnsafeMode(values, addFault);
  refuseTwoDatabases(values, addFault);
  const { LEDGER_PORT: ledger, REGISTRY_PORT: registry } = values;
  if (values.SERVE?.length === 2 && ledger !== undefined && ledger === registry && ledger !== 0) {
    addFault(`LEDGER_PORT, REGISTRY_PORT: both are ${ledger}; give each API a port of its own`);
  }
};

const refuseUnsafeMode: EnvironmentRules<typeof shape> = (values, addFault) => {
  if (values.APP_MODE === 'production') refuseUnsafeProduction(values, addFault);
  // `in` because a wrong APP_MODE has its own line already.
  if (values.NODE_ENV === 'production' && 'APP_MODE' in values && values.APP_MODE === undefined) {
    addFault('APP_MODE: NODE_ENV=production leaves it open; set APP_MODE=demo or APP_MODE=production');
  }
  const isDemo = values.APP_MODE !== 'production';
  if (
    isDemo &&
    values.HOST !== undefined &&
    !isLoopbackHost(hostHeaderName(values.HOST)) &&
    values.ALLOW_INSECURE_DEMO === false
  ) {
    addFault(
      'HOST: a demo answers strangers with private keys; use HOST=127.0.0.1, or set ALLOW_INSECURE_DEMO=1 if you mean it',
    );
  }
};

/** IPv6 addresses stand in brackets in a `Host` header. */
function hostHeaderName(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
