import { readTogether } from "../../libs/infrastructure/configuration/configuration-faults.js";
import { createProcessLog } from "../../libs/infrastructure/logging/process-log.js";
import { explainFailure } from "../../libs/infrastructure/process/explain-failure.js";
import { readLedgerConfig } from '../ledger-api/ledger.config.js';
import { startLedger } from '../ledger-api/start-ledger.js';
import { readRegistryConfig } from '../registry-api/registry.config.js';
import { startRegistry } from '../registry-api/start-registry.js';
import { readDataDirectory, readServerConfig } from './server.config.js';
import { stopOnSignal } from './stop-on-signal.js';
try {
    await main();
}
catch (error) {
    const { lines, exitCode } = explainFailure(error);
    for (const line of lines)
        process.stderr.write(`${line}\n`);
    process.exit(exitCode);
}
async function main() {
    const dataDirectory = readDataDirectory();
    const [config, ledgerConfig, registryConfig] = readTogether(() => readServerConfig(), () => readLedgerConfig(dataDirectory), () => readRegistryConfig(dataDirectory, 'demo'));
    const log = createProcessLog(config.logLevel);
    if (config.isExposedDemo)
        log.warn('DEMO MODE IS EXPOSED: anyone who reaches this address can mint and read everything');
    const running = {};
    const stop = stopOnSignal(log, async () => {
        await Promise.all(Object.values(running).map((api) => api.close()));
    });
    try {
        if (config.apis.includes('ledger'))
            running.ledger = await startLedger(ledgerConfig, serving(config, 'ledger', log));
        if (config.apis.includes('registry'))
            running.registry = await startRegistry(registryConfig, serving(config, 'registry', log));
    }
    catch (error) {
        await stop.closeAll();
        throw error;
    }
    const listening = Object.fromEntries(Object.entries(running).map(([api, { url }]) => [api, url]));
    process.stdout.write(`${JSON.stringify({ listening })}\n`);
}
function serving(config, api, log) {
    const { host, hostNames, corsOrigins, docs, metrics, storage } = config;
    return { host, port: config.ports[api], hostNames, corsOrigins, docs, metrics, storage, log };
}
//# sourceMappingURL=main.js.map