import { join } from 'node:path';
import type { Storage } from '@app/infrastructure/typeorm/open-database.js';
import type { StorageChoice } from '../server/serving-options.js';

/** The ledger's own part of it: a directory below DATA_DIR, or its schema on the shared server. */
export function ledgerStorage(storage: Exclude<StorageChoice, { kind: 'memory' }>): Storage {
  return storage.kind === 'postgres' ? storage : { kind: 'embedded', directory: join(storage.directory, 'ledger') };
}
