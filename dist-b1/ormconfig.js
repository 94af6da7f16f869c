import { join } from 'node:path';
import { commandLineDataSource } from "./libs/infrastructure/typeorm/command-line.js";
import { ledgerEntities, ledgerMigrations } from "./libs/infrastructure/typeorm/ledger/schema.js";
// For TypeORM's command line: `npm run typeorm -- migration:show`. It works on the database that the server would use:
// DATABASE_URL, or the embedded one in DATA_DIR while no server runs on it.
const url = process.env.DATABASE_URL;
const directory = join(process.env.DATA_DIR ?? './data', 'ledger');
export default commandLineDataSource({
    storage: url ? { kind: 'postgres', url } : { kind: 'embedded', directory },
    schema: 'ledger',
    entities: ledgerEntities,
    migrations: ledgerMigrations,
});
//# sourceMappingURL=ormconfig.js.map