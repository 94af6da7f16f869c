import { join } from 'node:path';
import type { StorageChoice } from '@app/infrastructure/configuration/storage-choice.js';
import type { StreamTimes } from '@app/infrastructure/http/events/event-stream.js';
import { createProcessLog } from '@app/infrastructure/logging/process-log.js';
import type { Administrators, Clock } from '@app/kernel';
import type { RegistrationPolicy, SignaturePolicy } from '@app/node-registry';

type WalletConfigs = typeof import('../../../apps/registry-api/wallet/wallet.config.js');
type Resources = typeof import('../../../apps/registry-api/registry-resources.js');
type Start = typeof import('../../../apps/registry-api/start-registry.js');

/** The built app, as the server runs it. */
const built = (file: string) => import(join(import.meta.dirname, '../../../dist/apps/registry-api', file));

export interface TestRegistryOptions {
  storage: StorageChoice;
  /** `optional` (demo) when not given. */
  credentials?: 'optional' | 'required';
  masterKeyFile?: string;
  registrations?: RegistrationPolicy;
  signatures?: SignaturePolicy;
  clock?: Clock;
  heartbeatIntervalMs?: number;
  administrators?: Administrators;
  streamTimes?: StreamTimes;
  /** Addresses of the registries that it follows. */
  peers?: readonly string[];
  /** Environment variables of the wallets; blocks come on demand alone unless it says otherwise. */
  walletEnvironment?: Record<string, string>;
}

export interface TestRegistry {
  /** What it holds open, for tests that go behind its back. */
  resources: Awaited<ReturnType<Resources['openRegistryResources']>>;
  url: string;
  port: number;
  /** Everything that went to the log. */
  log: () => string;
  close(): Promise<void>;
}

/** Starts the built registry in this process, on a free port. */
export async function startTestRegistry(options: TestRegistryOptions): Promise<TestRegistry> {
  const { openRegistryResources } = (await built('registry-resources.js')) as Resources;
  const { readWalletConfig } = (await built('wallet/wallet.config.js')) as WalletConfigs;
  const { serveRegistry } = (await built('start-registry.js')) as Start;
  const lines: string[] = [];
  const log = createProcessLog('info', { write: (line) => void lines.push(line) });
  const resources = await openRegistryResources(
    {
      mode: options.credentials === 'required' ? 'production' : 'demo',
      name: 'Mizan registry',
      url: undefined,
      peers: options.peers ?? [],
      credentials: options.credentials ?? 'optional',
      administrators: [],
      registrations: options.registrations ?? { registration: 'open', limits: undefined },
      signatures: options.signatures ?? { version1EndsAtMs: Date.now() + 86_400_000 },
      heartbeatIntervalMs: options.heartbeatIntervalMs ?? 10_000,
      masterKey: { kind: 'file', path: options.masterKeyFile ?? '', createWhenMissing: true },
      wallet: readWalletConfig('demo', { DEVNET_BLOCK_INTERVAL_MS: '0', ...options.walletEnvironment }),
    },
    options.storage,
    log,
  );
  const { clock = resources.clock, administrators = resources.administrators } = options;
  const { streamTimes = resources.streamTimes } = options;
  const api = await serveRegistry(
    { ...resources, clock, administrators, streamTimes },
    {
      mode: 'demo',
      exposeKeys: false,
      host: '127.0.0.1',
      port: 0,
      hostNames: undefined,
      trustedProxies: [],
      corsOrigins: [],
      docs: true,
      web: false,
      metrics: true,
      rateLimit: false,
      strictTransport: false,
      storage: options.storage,
      log,
      droppedLogLines: () => 0,
    },
  );
  return {
    resources,
    url: api.url,
    port: Number(new URL(api.url).port),
    log: () => lines.join(''),
    close: () => api.close(),
  };
}
