import { createHash } from 'node:crypto';
import { supabaseStatements } from '../supabase-statements.js';
import { COMPATIBLE_VIEWS } from './compatible-views.js';
import { functionSql } from './function-sql.js';

/**
 * What stands between the REST interface and the tables: functions, views, the writer's lease, and who may do what. It
 * drops what an earlier version made and makes it anew, so it can be run again at any time, also to take back a grant.
 */
export function accessSql(): string {
  const body = [PREPARE, LEASE, CHECKS, COMPATIBLE_VIEWS, ...supabaseStatements.map(functionSql), CLOSE].join('\n\n');
  const digest = accessDigest(body);
  return `${body.replaceAll(DIGEST_PLACE, digest)}\n`;
}

/** Names what {@link accessSql} makes; a start compares it with what the project has. */
export function expectedAccessDigest(): string {
  return /SELECT '([0-9a-f]{16})'::text/.exec(accessSql())![1]!;
}

const DIGEST_PLACE = '{{digest}}';

function accessDigest(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16);
}

const PREPARE = `SET search_path = ledger, pg_temp;

DO $ledger$
DECLARE v_name text;
BEGIN
  SELECT c.relname INTO v_name FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'm')
    AND c.relname IN ('users', 'wallet_profiles', 'blocks', 'transactions', 'zakat_records', 'system_logs') LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the table public.% belongs to another program, and its name is needed for a view', v_name
      USING HINT = format('Move it away first: CREATE SCHEMA before_mizan; ALTER TABLE public.%I SET SCHEMA before_mizan;', v_name);
  END IF;
END
$ledger$;

CREATE SCHEMA IF NOT EXISTS ledger_access;
REVOKE ALL ON SCHEMA ledger, ledger_access FROM PUBLIC, anon, authenticated;
GRANT USAGE ON SCHEMA ledger, ledger_access TO service_role;

DO $ledger$
DECLARE v_function regprocedure;
BEGIN
  DROP VIEW IF EXISTS public.users, public.wallet_profiles, public.blocks, public.transactions, public.zakat_records,
    public.system_logs;
  FOR v_function IN
    SELECT p.oid FROM pg_proc p
    WHERE p.pronamespace = 'ledger_access'::regnamespace
       OR (p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'ledger\\_%' AND p.prosecdef)
  LOOP
    EXECUTE 'DROP FUNCTION ' || v_function;
  END LOOP;
END
$ledger$;`;

const LEASE = `CREATE TABLE IF NOT EXISTS ledger_access.writer_lease (
  single     boolean PRIMARY KEY DEFAULT true CHECK (single),
  holder     uuid NOT NULL,
  fence      bigint NOT NULL CHECK (fence > 0),
  lasts      interval NOT NULL,
  expires_at timestamptz NOT NULL
);

-- An append renews the lease by the way, and keeps the row locked until it commits, so nobody takes the lease over in
-- between. The first block needs no lease: it is the same whoever stores it.
CREATE FUNCTION ledger_access.demand_writer_lease(p_fence bigint) RETURNS void
LANGUAGE plpgsql SET search_path = ledger, pg_temp AS $ledger$
BEGIN
  UPDATE ledger_access.writer_lease SET expires_at = clock_timestamp() + lasts WHERE fence = p_fence;
  IF NOT FOUND AND EXISTS (SELECT FROM blocks) THEN
    RAISE EXCEPTION 'the writer''s lease has passed to another server' USING ERRCODE = 'MZ010';
  END IF;
END
$ledger$;`;

/** Only names of ours are looked at, and views of others that read our tables. */
const CHECKS = `CREATE FUNCTION ledger_access.digest() RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $ledger$ SELECT '${DIGEST_PLACE}'::text $ledger$;

CREATE FUNCTION ledger_access.exposed() RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $ledger$
  WITH outsiders AS (SELECT oid, rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated')),
  tables AS (
    SELECT c.* FROM pg_class c WHERE c.relnamespace IN ('ledger'::regnamespace, 'ledger_access'::regnamespace)
      AND c.relkind IN ('r', 'p', 'v', 'm', 'f')),
  readers AS (
    SELECT DISTINCT v.* FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid JOIN pg_class v ON v.oid = w.ev_class
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM tables)
      AND v.oid NOT IN (SELECT oid FROM tables)),
  findings AS (
    SELECT format('%s may use %s', o.rolname, r.oid::regclass) AS finding
    FROM outsiders o, (SELECT oid FROM tables UNION SELECT oid FROM readers) AS r
    WHERE has_any_column_privilege(o.oid, r.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
       OR has_table_privilege(o.oid, r.oid, 'DELETE, TRUNCATE, TRIGGER')
    UNION ALL
    SELECT format('row-level security is off on %s', t.oid::regclass) FROM tables t WHERE t.relkind IN ('r', 'p') AND NOT t.relrowsecurity
    UNION ALL
    SELECT format('%s has the policy %s', p.polrelid::regclass, p.polname) FROM pg_policy p WHERE p.polrelid IN (SELECT oid FROM tables)
    UNION ALL
    SELECT format('%s may call %s', o.rolname, p.oid::regprocedure)
    FROM outsiders o, pg_proc p
    WHERE (p.pronamespace IN ('ledger'::regnamespace, 'ledger_access'::regnamespace)
           OR (p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.proname LIKE 'ledger\\_%'))
      AND has_function_privilege(o.oid, p.oid, 'EXECUTE'))
  SELECT coalesce(array_agg(finding ORDER BY finding), '{}') FROM findings
$ledger$;`;

const CLOSE = `DO $ledger$
DECLARE v_table regclass;
BEGIN
  FOR v_table IN
    SELECT c.oid FROM pg_class c
    WHERE c.relnamespace IN ('ledger'::regnamespace, 'ledger_access'::regnamespace) AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', v_table);
  END LOOP;
END
$ledger$;
REVOKE ALL ON ALL TABLES IN SCHEMA ledger, ledger_access FROM PUBLIC, anon, authenticated;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA ledger, ledger_access FROM PUBLIC, anon, authenticated;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger, ledger_access FROM PUBLIC, anon, authenticated;

RESET search_path;
NOTIFY pgrst, 'reload schema';`;
