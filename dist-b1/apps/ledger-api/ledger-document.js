import { documentOf } from "../../libs/infrastructure/http/openapi.js";
import { createProcessLog } from "../../libs/infrastructure/logging/process-log.js";
import { LedgerModule } from './app.module.js';
import { readLedgerConfig } from './ledger.config.js';
import { LEDGER_API } from './ledger.openapi.js';
import { closeLedgerResources, openLedgerResources } from './ledger-resources.js';
/** The OpenAPI document of the ledger as it answers with nothing configured; opens no database and no socket. */
export async function ledgerDocument() {
    const resources = await openLedgerResources(readLedgerConfig('', {}), { kind: 'memory' }, createProcessLog('silent'));
    try {
        return await documentOf(LedgerModule.with(resources), LEDGER_API);
    }
    finally {
        await closeLedgerResources(resources);
    }
}
//# sourceMappingURL=ledger-document.js.map