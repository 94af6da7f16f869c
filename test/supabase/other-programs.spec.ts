import { openSupabaseProject } from '@app/infrastructure/supabase/open-supabase-project.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { migrationFiles, SERVICE_KEY, SupabaseProject } from '../support/supabase/supabase-project.js';

jest.setTimeout(60_000);

const ACCESS = [migrationFiles().at(-1)!];

describe('our migrations in a project that others use too', () => {
  let postgres: PostgresServer;
  let project: SupabaseProject | undefined;
  let count = 0;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(() => project?.stop());
  afterAll(() => postgres?.stop());

  async function startProject({ migrated }: { migrated: boolean }): Promise<SupabaseProject> {
    count += 1;
    project = await SupabaseProject.start(postgres, `shared_${count}`, { migrated });
    return project;
  }

  const inTheWay: [string, string, RegExp, RegExp][] = [
    [
      'table',
      'CREATE TABLE public.users (id int)',
      /the table public\.users belongs to another program/,
      /ALTER TABLE public\.users SET SCHEMA before_mizan/,
    ],
    [
      'view',
      'CREATE VIEW public.users WITH (security_invoker = true) AS SELECT rolname FROM pg_roles',
      /the view public\.users belongs to another program/,
      /ALTER TABLE public\.users SET SCHEMA before_mizan/,
    ],
    [
      'materialized view',
      'CREATE MATERIALIZED VIEW public.blocks AS SELECT 1 AS n',
      /the materialized view public\.blocks belongs to another program/,
      /ALTER TABLE public\.blocks SET SCHEMA before_mizan/,
    ],
    [
      'function',
      `CREATE FUNCTION public.ledger_chain_tip() RETURNS json LANGUAGE sql SECURITY DEFINER AS 'SELECT to_json(1)'`,
      /the function public\.ledger_chain_tip\(\) belongs to another program/,
      /ALTER ROUTINE public\.ledger_chain_tip\(\) SET SCHEMA before_mizan/,
    ],
  ];
  it.each(inTheWay)('stop at a %s that has a name of ours, and go on when it has moved', async (...given) => {
    const [, theirs, refusal, hint] = given;
    const shared = await startProject({ migrated: false });
    await shared.run(theirs);
    const failure = (await shared.migrate().catch((error: unknown) => error)) as { message: string; hint: string };
    expect(failure.message).toMatch(refusal);
    expect(failure.hint).toMatch(hint);
    expect(await shared.run(`SELECT to_regnamespace('ledger') AS ledger`)).toEqual([{ ledger: null }]);
    // As their owner, with the statements of the hint.
    await shared.run(failure.hint.slice(failure.hint.indexOf('CREATE SCHEMA')));
    await shared.migrate();
  });

  it('leave functions of others alone that only look like ours', async () => {
    const shared = await startProject({ migrated: true });
    await shared.run(
      `CREATE FUNCTION public.ledger_export() RETURNS json LANGUAGE sql SECURITY DEFINER AS 'SELECT to_json(1)';
       CREATE FUNCTION public.ledger_chain_tip(day date) RETURNS json LANGUAGE sql SECURITY DEFINER AS 'SELECT to_json(2)';
       CREATE FUNCTION public.ledger_entries() RETURNS json LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp
         AS 'SELECT to_json(3)';
       REVOKE ALL ON FUNCTION public.ledger_entries() FROM PUBLIC`,
    );
    await shared.migrate(ACCESS);
    await shared.migrate(ACCESS);
    expect(
      await shared.run(
        `SELECT public.ledger_export() AS a, public.ledger_chain_tip(current_date) AS b, public.ledger_entries() AS c`,
      ),
    ).toEqual([{ a: 1, b: 2, c: 3 }]);
  });

  it('can be run again where something of others stands on our views and functions', async () => {
    const shared = await startProject({ migrated: true });
    const open = () => openSupabaseProject({ url: shared.rest.url, key: SERVICE_KEY });
    await shared.run(
      `CREATE VIEW public.recent AS SELECT full_name FROM public.users;
       CREATE VIEW public.letters AS SELECT ledger_access.base64(hash) AS hash FROM ledger.blocks;
       CREATE FUNCTION public.tip() RETURNS json LANGUAGE sql BEGIN ATOMIC SELECT public.ledger_chain_tip(); END;
       GRANT SELECT ON public.users TO anon;
       GRANT EXECUTE ON FUNCTION public.ledger_chain_tip(), ledger_access.base64(bytea) TO anon`,
    );
    for (let run = 0; run < 2; run += 1) {
      await shared.migrate(ACCESS);
      await shared.rest.reloadSchema();
      await open();
    }
    expect(await shared.run('SELECT * FROM public.recent')).toEqual([]);
    expect(await shared.run('SELECT count(*)::int AS n FROM public.letters')).toEqual([{ n: 0 }]);
    expect(await shared.run('SELECT public.tip() AS tip')).toEqual([{ tip: [] }]);
  });

  it('drop functions of earlier versions, and shut those that something of others stands on', async () => {
    const shared = await startProject({ migrated: true });
    const stale = ['public.ledger_zakat_run_of_period(bytea,text)', 'public.ledger_network_is_familiar(bytea)'];
    for (const signature of stale) {
      await shared.run(
        `CREATE FUNCTION ${signature} RETURNS json LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp
           AS $$ SELECT '[]'::json $$;
         REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC; GRANT EXECUTE ON FUNCTION ${signature} TO service_role, anon;
         ALTER FUNCTION ${signature} OWNER TO project_owner`,
      );
    }
    await shared.run(
      `CREATE VIEW public.old_run AS SELECT public.ledger_zakat_run_of_period('\\x00'::bytea, '1447') AS run`,
    );
    await shared.migrate(ACCESS);
    const remaining = () =>
      shared.run(
        `SELECT p.oid::regprocedure::text AS name, has_function_privilege('service_role', p.oid, 'EXECUTE') AS service,
                has_function_privilege('anon', p.oid, 'EXECUTE') AS anon
         FROM unnest($1::text[]) AS s JOIN pg_proc p ON p.oid = to_regprocedure(s)`,
        [stale],
      );
    expect(await remaining()).toEqual([
      { name: 'ledger_zakat_run_of_period(bytea,text)', service: false, anon: false },
    ]);
    await shared.rest.reloadSchema();
    await openSupabaseProject({ url: shared.rest.url, key: SERVICE_KEY });
    await shared.run('DROP VIEW public.old_run');
    await shared.migrate(ACCESS);
    expect(await remaining()).toEqual([]);
  });
});
