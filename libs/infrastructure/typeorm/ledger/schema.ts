import type { DataSourceOptions } from 'typeorm';

/** Mappings of the ledger's tables, for what is not on the hot path. */
export const ledgerEntities: NonNullable<DataSourceOptions['entities']> = [];

/** Migrations of the schema `ledger`, oldest first. One that was released is never edited. */
export const ledgerMigrations: NonNullable<DataSourceOptions['migrations']> = [];
