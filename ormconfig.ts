import { takeOverDirectories } from '@app/infrastructure/takeover/take-over-directories.js';
import { commandLineDataSource } from '@app/infrastructure/typeorm/command-line.js';
import { embeddedDirectory } from '@app/infrastructure/typeorm/embedded-directory.js';
import { ledgerEntities, ledgerMigrations } from '@app/infrastructure/typeorm/ledger/schema.js';
import { registryEntities, registryMigrations } from '@app/infrastructure/typeorm/registry/schema.js';

// For TypeORM's command line: `SCHEMA=registry npm run typeorm -- migration:show`. It works on the database that the server
// would use: DATABASE_URL, or the embedded one in DATA_DIR while no server runs on it.
const SCHEMAS = {
  ledger: { schema: 'ledger', entities: ledgerEntities, migrations: ledgerMigrations },
  registry: { schema: 'registry', entities: registryEntities, migrations: registryMigrations },
} as const;

const { SCHEMA = 'ledger', DATABASE_URL: url, DATA_DIR = './data' } = process.env;
if (SCHEMA !== 'ledger' && SCHEMA !== 'registry') {
  console.error(`SCHEMA: "${SCHEMA}" is neither "ledger" nor "registry"`);
  process.exit(2);
}

if (!url) await takeOverDirectories(DATA_DIR, { warn: (message) => console.error(message) });

export default commandLineDataSource({
  storage: url ? { kind: 'postgres', url } : { kind: 'embedded', directory: embeddedDirectory(DATA_DIR) },
  ...SCHEMAS[SCHEMA],
});
