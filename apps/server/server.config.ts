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

export const serverVariables = {
  APP_MODE: variables.oneOf(['demo', 'production'], undefined).meta({
    description: 'See [Modes](#modes). `NODE_ENV=production` without `APP_MODE` is refused',
    default: 'demo',
  }),
  NODE_ENV: variables.text(undefined).describe('Only read for the rule of `APP_MODE`'),
  SERVE: variables.listOf(['ledger', 'registry'], ['ledger', 'registry']).describe('The APIs that this process serves'),
  HOST: variables
    .text('127.0.0.1')
    .describe(
      'Address to listen on. A demo on an address other than loopback is refused unless `ALLOW_INSECURE_DEMO=1`',
    ),
  ALLOW_INSECURE_DEMO: variables
    .flag(false)
    .describe('`1`: strangers may reach the demo, and with it every private key that it prints'),
  LEDGER_PORT: variables
    .port(8080)
    .describe('Port of the ledger. `0` picks a free one; the log line `{"listening":{…}}` names it'),
  REGISTRY_PORT: variables.port(8000).describe('Port of the registry. `0` picks a free one'),
  LOG_LEVEL: variables
    .oneOf(LOG_LEVELS, 'info')
    .describe('The least level that is logged: JSON lines on stdout, readable lines on a terminal'),
  CORS_ORIGINS: variables
    .origins(undefined)
    .describe(
      'Web origins that browsers may call from, separated by commas. Not set: `http://localhost:3000` in a demo, none in production',
    ),
  DOCS: variables
    .flag(undefined)
    .describe(
      '`1` serves Swagger UI at `/docs` and the document at `/docs/openapi.json`, on each port. Not set: `1` in a demo, `0` in production',
    ),
  WEB: variables
    .flag(undefined)
    .describe('`1` serves the pages for people at `/`, on each port. Not set: `1` in a demo, `0` in production'),
  METRICS: variables
    .flag(true)
    .describe(
      '`1` serves Prometheus metrics at `/metrics`, on each port, to callers on this machine and to administrators',
    ),
  RATE_LIMIT: variables
    .flag(undefined)
    .describe('`1` limits the requests of one address, by kind of route. Not set: `1` in production, `0` in a demo'),
  ...storageVariables,
  ...productionVariables,
};

type Values = EnvironmentOf<typeof serverVariables>;

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
  readonly web: boolean;
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
  const values = readEnvironment(serverVariables, environment, rules);
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
    web: values.WEB ?? isDemo,
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

const rules: EnvironmentRules<typeof serverVariables> = (values, addFault) => {
  refuseUnsafeMode(values, addFault);
  refuseTwoDatabases(values, addFault);
  const { LEDGER_PORT: ledger, REGISTRY_PORT: registry } = values;
  if (values.SERVE?.length === 2 && ledger !== undefined && ledger === registry && ledger !== 0) {
    addFault(`LEDGER_PORT, REGISTRY_PORT: both are ${ledger}; give each API a port of its own`);
  }
};

const refuseUnsafeMode: EnvironmentRules<typeof serverVariables> = (values, addFault) => {
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
