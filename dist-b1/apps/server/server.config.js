import { isIPv4 } from 'node:net';
import { readEnvironment, } from "../../libs/infrastructure/configuration/read-environment.js";
import { chooseStorage, DEFAULT_DATA_DIRECTORY, refuseTwoDatabases, storageVariables, } from "../../libs/infrastructure/configuration/storage-choice.js";
import * as variables from "../../libs/infrastructure/configuration/variables.js";
import { LOG_LEVELS } from "../../libs/infrastructure/logging/process-log.js";
const shape = {
    APP_MODE: variables.oneOf(['demo', 'production'], undefined),
    NODE_ENV: variables.text(undefined),
    SERVE: variables.listOf(['ledger', 'registry'], ['ledger', 'registry']),
    HOST: variables.text('127.0.0.1'),
    ALLOW_INSECURE_DEMO: variables.flag(false),
    LEDGER_PORT: variables.port(8080),
    REGISTRY_PORT: variables.port(8000),
    LOG_LEVEL: variables.oneOf(LOG_LEVELS, 'info'),
    CORS_ORIGINS: variables.origins(['http://localhost:3000']),
    DOCS: variables.flag(true),
    METRICS: variables.flag(true),
    ...storageVariables,
};
/** DATA_DIR by itself, for what is read before the whole is known to be right. */
export function readDataDirectory(environment = process.env) {
    return environment.DATA_DIR?.trim() || DEFAULT_DATA_DIRECTORY;
}
/** @throws ConfigurationFaults */
export function readServerConfig(environment = process.env) {
    const values = readEnvironment(shape, environment, rules);
    const exposed = !isLoopbackHost(values.HOST);
    return Object.freeze({
        mode: 'demo',
        apis: values.SERVE,
        host: values.HOST,
        ports: Object.freeze({ ledger: values.LEDGER_PORT, registry: values.REGISTRY_PORT }),
        hostNames: exposed ? undefined : Object.freeze(['localhost', '127.0.0.1', '[::1]', hostHeaderName(values.HOST)]),
        dataDirectory: values.DATA_DIR,
        storage: Object.freeze(chooseStorage(values)),
        logLevel: values.LOG_LEVEL,
        corsOrigins: Object.freeze([...values.CORS_ORIGINS]),
        docs: values.DOCS,
        metrics: values.METRICS,
        isExposedDemo: exposed,
    });
}
const rules = (values, addFault) => {
    refuseUnsafeMode(values, addFault);
    refuseTwoDatabases(values, addFault);
    const { LEDGER_PORT: ledger, REGISTRY_PORT: registry } = values;
    if (values.SERVE?.length === 2 && ledger !== undefined && ledger === registry && ledger !== 0) {
        addFault(`LEDGER_PORT, REGISTRY_PORT: both are ${ledger}; give each API a port of its own`);
    }
};
const refuseUnsafeMode = (values, addFault) => {
    if (values.APP_MODE === 'production')
        addFault('APP_MODE: APP_MODE=production is not available in this version');
    // `in` because a wrong APP_MODE has its own line already.
    if (values.NODE_ENV === 'production' && 'APP_MODE' in values && values.APP_MODE === undefined) {
        addFault('APP_MODE: NODE_ENV=production leaves it open; set APP_MODE=demo or APP_MODE=production');
    }
    const isDemo = values.APP_MODE !== 'production';
    if (isDemo && values.HOST !== undefined && !isLoopbackHost(values.HOST) && values.ALLOW_INSECURE_DEMO === false) {
        addFault('HOST: a demo answers strangers with private keys; use HOST=127.0.0.1, or set ALLOW_INSECURE_DEMO=1 if you mean it');
    }
};
function isLoopbackHost(host) {
    return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
/** IPv6 addresses stand in brackets in a `Host` header. */
function hostHeaderName(host) {
    return host.includes(':') ? `[${host}]` : host;
}
//# sourceMappingURL=server.config.js.map