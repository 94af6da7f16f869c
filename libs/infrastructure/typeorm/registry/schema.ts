import type { DataSourceOptions } from 'typeorm';
import { CreateNodes1795219210000 } from './migrations/1795219210000-create-nodes.js';

/** Mappings of the registry's tables: none, every statement is written out. See docs/decisions.md. */
export const registryEntities: NonNullable<DataSourceOptions['entities']> = [];

/** Migrations of the schema `registry`, oldest first. One that was released is never edited. */
export const registryMigrations: NonNullable<DataSourceOptions['migrations']> = [CreateNodes1795219210000];
