import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../postgres.js';
import { apiKey } from './api-keys.js';
import { Postgrest } from './postgrest.js';

const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', 'supabase', 'migrations');

/** What Supabase has in a new project: its roles, and privileges in `public` that are wide open by default. */
const NEW_PROJECT = `
  DO $$ BEGIN
    CREATE ROLE anon NOLOGIN;
    CREATE ROLE authenticated NOLOGIN;
    CREATE ROLE service_role NOLOGIN BYPASSRLS;
    CREATE ROLE project_owner LOGIN BYPASSRLS CREATEROLE;
    GRANT anon, authenticated, service_role TO project_owner;
  EXCEPTION WHEN duplicate_object THEN NULL; END $$;
  ALTER SCHEMA public OWNER TO project_owner;
  GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
  ALTER DEFAULT PRIVILEGES FOR ROLE project_owner IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
  ALTER DEFAULT PRIVILEGES FOR ROLE project_owner IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;
  ALTER DEFAULT PRIVILEGES FOR ROLE project_owner IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;`;

export const SERVICE_KEY = apiKey('service_role');

/** The files of supabase/migrations in their order. */
export function migrationFiles(): string[] {
  return readdirSync(MIGRATIONS).sort();
}

export function readMigration(file: string): string {
  return readFileSync(join(MIGRATIONS, file), 'utf8');
}

/** A Supabase project on this machine: a database of its own, and the stand-in for its REST interface. */
export class SupabaseProject {
  static async start(
    server?: PostgresServer,
    database = 'postgres',
    { migrated } = { migrated: true },
  ): Promise<SupabaseProject> {
    const postgres = server ?? (await startPostgres());
    const url = database === 'postgres' ? postgres.url : await postgres.createDatabase(database);
    const project = new SupabaseProject(postgres, url, server === undefined);
    await project.run(`${NEW_PROJECT} GRANT CREATE ON DATABASE "${database}" TO project_owner`);
    if (migrated) await project.migrate();
    project.restServer = await Postgrest.start(url);
    return project;
  }

  private restServer!: Postgrest;

  private constructor(
    readonly postgres: PostgresServer,
    /** Of the database itself, as superuser. */
    readonly databaseUrl: string,
    private readonly ownsServer: boolean,
  ) {}

  get rest(): Postgrest {
    return this.restServer;
  }

  get environment(): { SUPABASE_URL: string; SUPABASE_KEY: string } {
    return { SUPABASE_URL: this.rest.url, SUPABASE_KEY: SERVICE_KEY };
  }

  /** Applies every migration as the project's owner, who is no superuser. */
  async migrate(files = migrationFiles()): Promise<void> {
    await this.run(`BEGIN; SET LOCAL ROLE project_owner; ${files.map(readMigration).join('\n')} COMMIT;`);
  }

  /** Statements as superuser. */
  async run(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await this.restServer?.stop();
    if (this.ownsServer) await this.postgres.stop();
  }
}
