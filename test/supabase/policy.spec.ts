import { openSupabaseProject } from '@app/infrastructure/supabase/open-supabase-project.js';
import { UnfitSupabaseProject } from '@app/infrastructure/supabase/supabase.errors.js';
import { supabaseStatements } from '@app/infrastructure/supabase/supabase-statements.js';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PostgrestClient } from '@supabase/postgrest-js';
import { runServerToExit } from '../support/server.js';
import { apiKey } from '../support/supabase/api-keys.js';
import { deepHoles, HARMLESS, HARMLESS_GONE, plainHoles } from '../support/supabase/holes.js';
import { migrationFiles, readMigration, SERVICE_KEY, SupabaseProject } from '../support/supabase/supabase-project.js';

jest.setTimeout(60_000);

const OUTSIDERS = ['anon', 'authenticated'] as const;
const VIEWS = ['users', 'wallet_profiles', 'blocks', 'transactions', 'zakat_records', 'system_logs'];

describe('a Supabase project with our migrations', () => {
  let project: SupabaseProject;
  beforeAll(async () => {
    project = await SupabaseProject.start();
  });
  afterAll(() => project?.stop());

  const client = (key: string) =>
    new PostgrestClient(`${project.rest.url}/rest/v1`, {
      headers: { apikey: key, Authorization: `Bearer ${key}` },
      retry: false,
    });
  const open = () => openSupabaseProject({ url: project.rest.url, key: SERVICE_KEY });
  const relations = () =>
    project.run(
      `SELECT c.oid::regclass::text AS name, c.relkind = 'r' AS "isTable" FROM pg_class c
       WHERE c.relkind IN ('r', 'v') AND c.relnamespace::regnamespace::text IN ('ledger', 'ledger_access', 'public')`,
    );

  it.each(OUTSIDERS)('shows the role %s no row and lets it change none, in any table or view', async (role) => {
    const found = await relations();
    expect(found.length).toBeGreaterThan(18);
    for (const { name, isTable } of found) {
      // PostgreSQL refuses to write through a view of several tables before it looks at privileges.
      const writes = isTable ? [`DELETE FROM ${name}`, `INSERT INTO ${name} DEFAULT VALUES`] : [];
      for (const statement of [`SELECT * FROM ${name}`, ...writes]) {
        const attempt = project.run(`BEGIN; SET LOCAL ROLE ${role}; ${statement}; COMMIT`);
        await expect(attempt).rejects.toMatchObject({ code: '42501' });
      }
    }
  });

  it.each(OUTSIDERS)('lets the role %s call none of our functions', async (role) => {
    const functions = await project.run(
      `SELECT p.oid::regprocedure::text AS name FROM pg_proc p
       WHERE p.pronamespace::regnamespace::text IN ('ledger', 'ledger_access') OR p.proname LIKE 'ledger\\_%'`,
    );
    expect(functions.length).toBeGreaterThan(supabaseStatements.length);
    for (const { name } of functions) {
      const [row] = await project.run(`SELECT has_function_privilege($1, $2::regprocedure, 'EXECUTE') AS may`, [
        role,
        name,
      ]);
      expect([name, row!.may]).toEqual([name, false]);
    }
    const { error } = await client(apiKey(role)).rpc('ledger_chain_tip');
    expect(error?.code).toBe('42501');
  });

  it('shows the service role what dashboards read, and lets it change nothing past our functions', async () => {
    const service = client(SERVICE_KEY);
    for (const view of VIEWS) {
      expect((await service.from(view).select('*')).error).toBeNull();
      expect((await client(apiKey('anon')).from(view).select('*')).error?.code).toBe('42501');
    }
    for (const { name } of await relations()) {
      const attempt = project.run(`BEGIN; SET LOCAL ROLE service_role; DELETE FROM ${name}; COMMIT`);
      await expect(attempt).rejects.toThrow();
    }
  });

  it('has row-level security on every table, and a fixed search path on every function', async () => {
    const open = await project.run(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND NOT relrowsecurity
         AND relnamespace::regnamespace::text IN ('ledger', 'ledger_access')`,
    );
    expect(open).toEqual([]);
    const loose = await project.run(
      `SELECT oid::regprocedure::text AS name FROM pg_proc p
       WHERE (pronamespace::regnamespace::text = 'ledger_access' OR proname LIKE 'ledger\\_%')
         AND NOT EXISTS (SELECT FROM unnest(proconfig) AS c WHERE c LIKE 'search_path=%pg_temp')`,
    );
    expect(loose).toEqual([]);
  });

  it('keeps the names and columns of the original', async () => {
    const columns = await project.run(
      `SELECT table_name AS name, string_agg(column_name, ' ' ORDER BY ordinal_position) AS columns
       FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name`,
    );
    const byName = Object.fromEntries(columns.map(({ name, columns: list }) => [name, list]));
    expect(byName).toEqual({
      users: expect.stringMatching(/^id full_name email cnic created_at/),
      wallet_profiles: expect.stringMatching(/^id user_id wallet_address private_key created_at/),
      blocks: expect.stringMatching(/^index hash prev_hash timestamp nonce/),
      transactions: expect.stringMatching(/^txid block_hash sender receiver amount timestamp type raw_json/),
      zakat_records: expect.stringMatching(/^id user_id wallet_address amount block_hash created_at/),
      system_logs: expect.stringMatching(/^id level type message ip timestamp/),
    });
  });

  it.each([...plainHoles, ...deepHoles])('is refused at the start when $what is open to the public', async (hole) => {
    await open();
    await project.run(hole.opening);
    // As a session of its own, so that a role is taken only by its members.
    if (hole.abuse) await project.run(`BEGIN; SET LOCAL SESSION AUTHORIZATION anon; ${hole.abuse}; ROLLBACK`);
    const refusal = await open().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UnfitSupabaseProject);
    const { lines } = refusal as UnfitSupabaseProject;
    expect(lines.join('\n')).toMatch(hole.finding);
    expect(lines.at(-1)).toMatch(/run the newest supabase\/migrations.*again/);
    // The advice helps: running the access file again takes back what can be taken back.
    if (hole.closing) await project.run(hole.closing);
    await project.migrate([migrationFiles().at(-1)!]);
    await project.rest.reloadSchema();
    await open();
  });

  it('is not refused for what only resembles a hole', async () => {
    await project.run(HARMLESS);
    await open();
    await project.run(HARMLESS_GONE);
  });

  it('stops the server with 78 and lines that name the hole and the fix', async () => {
    const hole = deepHoles.find(({ what }) => what === 'a view on a view')!;
    await project.run(`${hole.opening}; GRANT SELECT ON ledger.users TO anon`);
    const { code, output } = await runServerToExit({ env: { SERVE: 'ledger', ...project.environment } });
    await project.run(`${hole.closing}; REVOKE SELECT ON ledger.users FROM anon`);
    expect(code).toBe(78);
    expect(output).toMatch(/anon may use ledger\.users/);
    expect(output).toMatch(hole.finding);
    expect(output).not.toMatch(/\n\s+at /);
    expect(output).not.toContain(SERVICE_KEY);
  });

  it.each([
    ['a key that is not its own', { SUPABASE_KEY: `${SERVICE_KEY}x` }, /does not accept SUPABASE_KEY/],
    ['a key that has expired', { SUPABASE_KEY: apiKey('service_role', 1) }, /does not accept SUPABASE_KEY/],
    ['the public key', { SUPABASE_KEY: apiKey('anon') }, /must be the secret key/],
  ])('stops the server with 78 for %s', async (_what, env, advice) => {
    const { code, output } = await runServerToExit({ env: { SERVE: 'ledger', ...project.environment, ...env } });
    expect(code).toBe(78);
    expect(output).toMatch(advice);
    expect(output).not.toContain(env.SUPABASE_KEY);
  });

  it('is refused when migrations or functions are missing, with the command that applies them', async () => {
    project.rest.forget('ledger_project_state');
    await expect(open()).rejects.toMatchObject({ advice: expect.stringMatching(/supabase db push.*NOTIFY pgrst/) });
    await project.rest.reloadSchema();
    const newest = 'SELECT name FROM ledger.migrations ORDER BY id DESC LIMIT 1';
    const [{ name } = {}] = await project.run(newest);
    await project.run('DELETE FROM ledger.migrations WHERE name = $1', [name]);
    await expect(open()).rejects.toThrow(/lacks .*supabase db push/);
    await project.run(`INSERT INTO ledger.migrations ("timestamp", name) VALUES (1, $1), (2, 'FromTheFuture9')`, [
      name,
    ]);
    await expect(open()).rejects.toThrow(/newer version \(FromTheFuture9\)/);
    await project.run(`DELETE FROM ledger.migrations WHERE name = 'FromTheFuture9'`);
    await open();
  });
});

it('every migration is plain SQL that names no role but those of Supabase', () => {
  for (const file of migrationFiles()) expect(readMigration(file)).not.toMatch(/\\(if|set|i)\b|OWNER TO|SUPERUSER/);
});
