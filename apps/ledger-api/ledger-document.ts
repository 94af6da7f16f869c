import { documentOf } from '@app/infrastructure/http/openapi/serve-docs.js';
import { createProcessLog } from '@app/infrastructure/logging/process-log.js';
import { LEDGER_PREFIX, LedgerModule } from './app.module.js';
import { readLedgerConfig } from './ledger.config.js';
import { LEDGER_API } from './ledger.openapi.js';
import { closeLedgerResources, openLedgerResources } from './ledger-resources.js';

/** The OpenAPI document of the ledger as it answers with nothing configured; opens no database and no socket. */
export async function ledgerDocument() {
  const resources = await openLedgerResources(
    readLedgerConfig('', 'demo', {}),
    { kind: 'memory' },
    createProcessLog('silent', { write: () => {} }),
  );
  try {
    return await documentOf(LedgerModule.with(resources), LEDGER_API, LEDGER_PREFIX);
  } finally {
    await closeLedgerResources(resources);
  }
}
