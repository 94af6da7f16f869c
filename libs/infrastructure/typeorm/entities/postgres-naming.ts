import { DefaultNamingStrategy, type Table } from 'typeorm';
import { MIGRATIONS_TABLE } from '../schema.js';

/** Names as PostgreSQL gives them where a migration gives none, so that entities say only those that differ. */
export class PostgresNaming extends DefaultNamingStrategy {
  /** `createdAtMs` is the column `created_at`. */
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/AtMs$/, 'At').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  override primaryKeyName(table: Table | string, columns: string[]): string {
    // TypeORM makes its own table, under the name that every store has had from the beginning.
    if (nameOf(table) === MIGRATIONS_TABLE) return super.primaryKeyName(table, columns);
    return `${nameOf(table)}_pkey`;
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return [nameOf(table), ...columns, 'key'].join('_');
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return [nameOf(table), ...columns, 'fkey'].join('_');
  }
}

/** Without the schema. */
function nameOf(table: Table | string): string {
  return (typeof table === 'string' ? table : table.name).split('.').at(-1)!;
}
