import { readTogether } from '@app/infrastructure/configuration/configuration-faults.js';
import { createProcessLog } from '@app/infrastructure/logging/process-log.js';
import { standardOutput } from '@app/infrastructure/logging/standard-output.js';
import { demandFreePorts } from '@app/infrastructure/process/demand-free-ports.js';
import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import { explainFailure } from '@app/infrastructure/serving/explain-failure.js';
import type { RunningApi } from '@app/infrastructure/serving/serving-options.js';
import { EXPOSE_KEYS_SWITCH } from '@app/infrastructure/sql/production-mark.js';
import { removeTakenOver, takeOverDirectories } from '@app/infrastructure/takeover/take-over-directories.js';
import { readLedgerConfig } from '../ledger-api/ledger.config.js';
import { startLedger } from '../ledger-api/start-ledger.js';
import { readRegistryConfig } from '../registry-api/registry.config.js';
import { startRegistry } from '../registry-api/start-registry.js';
import { warnOnLog } from './runtime-output.js';
import { readDataDirectory, readMode, readServerConfig } from './server.config.js';
import { stopOnSignal } from './stop-on-signal.js';

/** Starts what is configured, or ends the process with the reason. */
export async function runServer(): Promise<void> {
  try {
    await start();
  } catch (error) {
    const { lines, exitCode } = explainFailure(error);
    sayLastWords(lines.map((line) => `${line}\n`).join(''));
    process.exit(exitCode);
  }
}

async function start(): Promise<void> {
  const loadedMs = Math.round(performance.now());
  const dataDirectory = readDataDirectory();
  const mode = readMode();
  const [config, ledgerConfig, registryConfig] = readTogether(
    () => readServerConfig(),
    () => readLedgerConfig(dataDirectory, mode),
    () => readRegistryConfig(dataDirectory, mode),
  );
  await demandFreePorts(
    config.host,
    config.apis.map((api) => config.ports[api]),
  );
  const output = await standardOutput();
  const log = createProcessLog(config.logLevel, output);
  warnOnLog(log);
  const exposeKeys = process.argv.includes(EXPOSE_KEYS_SWITCH);
  if (config.isExposedDemo)
    log.warn('DEMO MODE IS EXPOSED: anyone who reaches this address can mint and read everything');
  if (exposeKeys && mode === 'demo') log.warn('a demo may open stores that were in production, and print their keys');
  if (config.storage.kind === 'embedded') await takeOverDirectories(config.storage.directory, log);
  const running: { ledger?: RunningApi; registry?: RunningApi } = {};
  const stop = stopOnSignal(log, async () => {
    await Promise.all(Object.values(running).map((api) => api.close()));
  });
  const common = { ...config, exposeKeys, log, droppedLogLines: output.droppedLines };
  const starting = config.apis.map(async (api) => {
    running[api] =
      api === 'ledger'
        ? await startLedger(ledgerConfig, { ...common, storage: config.ledgerStorage, port: config.ports.ledger })
        : await startRegistry(registryConfig, { ...common, port: config.ports.registry });
  });
  // Side by side, since each waits for its database; the reason told is that of the first one in the settings' order.
  const refused = (await Promise.allSettled(starting)).find((outcome) => outcome.status === 'rejected');
  if (refused) {
    await stop.closeAll();
    throw refused.reason;
  }
  if (config.storage.kind === 'embedded') removeTakenOver(config.storage.directory);
  log.info({ ms: { loading: loadedMs, all: Math.round(performance.now()) } }, 'start');
  const listening = { ledger: running.ledger?.url, registry: running.registry?.url };
  output.write(`${JSON.stringify({ listening })}\n`);
}
