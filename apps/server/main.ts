import { readTogether } from '@app/infrastructure/configuration/configuration-faults.js';
import { createProcessLog } from '@app/infrastructure/logging/process-log.js';
import { explainFailure } from '@app/infrastructure/process/explain-failure.js';
import type { RunningApi } from '@app/infrastructure/process/serving-options.js';
import { readLedgerConfig } from '../ledger-api/ledger.config.js';
import { startLedger } from '../ledger-api/start-ledger.js';
import { readRegistryConfig } from '../registry-api/registry.config.js';
import { startRegistry } from '../registry-api/start-registry.js';
import { readDataDirectory, readMode, readServerConfig, type ServerConfig } from './server.config.js';
import { stopOnSignal } from './stop-on-signal.js';

try {
  await main();
} catch (error) {
  const { lines, exitCode } = explainFailure(error);
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(exitCode);
}

async function main(): Promise<void> {
  const dataDirectory = readDataDirectory();
  const mode = readMode();
  const [config, ledgerConfig, registryConfig] = readTogether(
    () => readServerConfig(),
    () => readLedgerConfig(dataDirectory, mode),
    () => readRegistryConfig(dataDirectory, mode),
  );
  const log = createProcessLog(config.logLevel);
  if (config.isExposedDemo)
    log.warn('DEMO MODE IS EXPOSED: anyone who reaches this address can mint and read everything');
  const running: Record<string, RunningApi> = {};
  const stop = stopOnSignal(log, async () => {
    await Promise.all(Object.values(running).map((api) => api.close()));
  });
  try {
    if (config.apis.includes('ledger'))
      running.ledger = await startLedger(ledgerConfig, {
        ...serving(config, 'ledger', log),
        storage: config.ledgerStorage,
      });
    if (config.apis.includes('registry'))
      running.registry = await startRegistry(registryConfig, serving(config, 'registry', log));
  } catch (error) {
    await stop.closeAll();
    throw error;
  }
  const listening = Object.fromEntries(Object.entries(running).map(([api, { url }]) => [api, url]));
  process.stdout.write(`${JSON.stringify({ listening })}\n`);
}

function serving(config: ServerConfig, api: 'ledger' | 'registry', log: ReturnType<typeof createProcessLog>) {
  const { storage, host, hostNames, trustedProxies, corsOrigins, docs, metrics, rateLimit, mode } = config;
  return {
    mode,
    host,
    port: config.ports[api],
    hostNames,
    trustedProxies,
    corsOrigins,
    docs,
    metrics,
    rateLimit,
    strictTransport: config.strictTransport,
    storage,
    log,
  };
}
