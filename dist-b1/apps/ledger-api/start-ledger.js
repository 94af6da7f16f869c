import { createHttpApp } from "../../libs/infrastructure/http/create-http-app.js";
import { durabilityFaults } from "../../libs/infrastructure/typeorm/durability.js";
import { SystemLog } from "../../libs/kernel/index.js";
import { LeadChain, OpenChain } from "../../libs/utxo/index.js";
import { LedgerModule } from './app.module.js';
import { LEDGER_API } from './ledger.openapi.js';
import { closeLedgerResources, openLedgerResources } from './ledger-resources.js';
/** Opens the store, verifies and loads the chain, and only then listens. Throws what `openLedgerResources` and OpenChain throw. */
export async function startLedger(config, options) {
    const log = options.log.child({ api: 'ledger' });
    const resources = await openLedgerResources(config, options.storage, log);
    let app;
    let leadership;
    const close = async () => {
        await app?.close();
        await leadership?.stop();
        await flushJournal(app);
        await closeLedgerResources(resources);
    };
    try {
        app = await createLedgerApp(resources, options);
        const tip = await app.get(OpenChain, { strict: false }).execute();
        const leader = app.get(LeadChain, { strict: false });
        leadership = leader;
        await leader.start(tip);
        await app.listen(options.port, options.host);
        const facts = { height: tip.header.height, signatures: resources.scheme.name, writer: leader.leading };
        log.info({ ...facts, warnings: await warnings(resources) }, 'the ledger is up');
        return { url: await app.getUrl(), close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
function createLedgerApp(resources, options) {
    return createHttpApp(LedgerModule.with(resources), {
        errors: 'plain-text',
        log: resources.log,
        corsOrigins: options.corsOrigins,
        exposedHeaders: ['X-Transaction-Id', 'X-Block-Hash'],
        hosts: options.hostNames,
        bodyLimits: { '/api/v1/transactions/submit': 256 * 1024 },
        answers: { invalid_otp: { status: 401, body: { success: false, message: 'invalid or expired otp' } } },
        ...(options.metrics && { metrics: resources.metrics }),
        ...(options.docs && { docs: LEDGER_API }),
    });
}
async function warnings({ store }) {
    if (!store)
        return ['nothing is kept: PERSISTENCE=memory'];
    return store.database.kind === 'postgres' ? durabilityFaults(store.database) : [];
}
/** The journal writes behind; what it still holds is written before the database closes. */
async function flushJournal(app) {
    const journal = app?.get(SystemLog, { strict: false });
    await journal?.flush?.();
}
//# sourceMappingURL=start-ledger.js.map