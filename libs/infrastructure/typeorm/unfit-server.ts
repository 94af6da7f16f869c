import type { DataSource } from 'typeorm';

/** The server of DATABASE_URL answers, and is not one that this process can keep anything in. The message has the fix. */
export class UnfitServer extends Error {
  override readonly name = 'UnfitServer';

  constructor(reason: string, options?: ErrorOptions) {
    super(`DATABASE_URL: ${reason}`, options);
  }
}

interface Facts {
  has_schema: boolean;
  may_create_schema: boolean;
  may_create_tables: boolean | null;
  role: string;
  database: string;
}

/** Whether the server follows another one, and takes no writes until it is promoted. */
export async function isStandby(dataSource: Pick<DataSource, 'query'>): Promise<boolean> {
  const [{ is_standby }] = await dataSource.query('SELECT pg_is_in_recovery() AS is_standby');
  return is_standby;
}

/**
 * What would keep a schema from being made or changed, before anything is.
 *
 * @returns whether the schema is there
 * @throws UnfitServer
 */
export async function refuseUnfitServer(dataSource: DataSource, schema: string): Promise<boolean> {
  const [facts]: Facts[] = await dataSource.query(
    `SELECT to_regnamespace($1) IS NOT NULL AS has_schema,
            has_database_privilege(current_database(), 'CREATE') AS may_create_schema,
            CASE WHEN to_regnamespace($1) IS NOT NULL THEN has_schema_privilege($1, 'USAGE, CREATE') END AS may_create_tables,
            quote_ident(current_user) AS role, quote_ident(current_database()) AS database`,
    [schema],
  );
  const { has_schema, may_create_schema, may_create_tables, role, database } = facts!;
  if (!has_schema && !may_create_schema) {
    throw new UnfitServer(
      `its role may not make the schema ${schema}; as an owner of the database: GRANT CREATE ON DATABASE ${database} TO ${role}`,
    );
  }
  if (may_create_tables === false) {
    throw new UnfitServer(
      `its role may not use the schema ${schema}; as its owner: GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${role}`,
    );
  }
  return has_schema;
}
