import { CreateLedger1795219200000 } from './migrations/1795219200000-create-ledger.js';
import { AppendBlock1795219200001 } from './migrations/1795219200001-append-block.js';
/** Mappings of the ledger's tables: none, every statement is written out. See docs/decisions.md. */
export const ledgerEntities = [];
/** Migrations of the schema `ledger`, oldest first. One that was released is never edited. */
export const ledgerMigrations = [
    CreateLedger1795219200000,
    AppendBlock1795219200001,
];
//# sourceMappingURL=schema.js.map