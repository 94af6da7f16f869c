import { functionOf, supabaseStatements } from '../supabase-statements.js';
import { signatureOf } from './function-sql.js';

/** Names of earlier versions, which a project may still have. A statement that leaves the code leaves its name here. */
const RETIRED_FUNCTIONS = ['ledger_network_is_familiar'];

const VIEWS = ['users', 'wallet_profiles', 'blocks', 'transactions', 'zakat_records', 'system_logs'];

/** A function of ours in `public`: one of our names, and made as only we make them. */
const IS_OURS = `p.prosecdef AND p.prorettype = 'json'::regtype
      AND 'search_path=ledger, pg_temp' = ANY (coalesce(p.proconfig, '{}'))`;

/**
 * Refuses where another program has one of our names, and drops what an earlier version made. What something of others stands
 * on stays; it is replaced in place, or shut when this version has no such function.
 */
export const PREPARE = `SET search_path = ledger, pg_temp;

DO $ledger$
DECLARE
  v_views CONSTANT text[] := ${textArray(VIEWS)};
  v_names CONSTANT text[] := ${textArray([...new Set([...supabaseStatements.map(functionOf), ...RETIRED_FUNCTIONS])])};
  v_identities CONSTANT text[] := ${textArray(supabaseStatements.map(signatureOf))};
  v_current regprocedure[];
  v_function regprocedure;
  v_name text;
  v_kind text;
BEGIN
  -- Each view of ours reads the table of its name.
  SELECT c.relname, CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END INTO v_name, v_kind
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (v_views) AND c.relkind IN ('r', 'p', 'f', 'm', 'v')
    AND NOT (c.relkind = 'v' AND 'security_invoker=true' = ANY (coalesce(c.reloptions, '{}')) AND EXISTS (
      SELECT FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
      WHERE w.ev_class = c.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = to_regclass(format('ledger.%I', c.relname))))
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the % public.% belongs to another program, and its name is needed for a view', v_kind, v_name
      USING HINT = format('Move it away first: CREATE SCHEMA before_mizan; ALTER TABLE public.%I SET SCHEMA before_mizan;', v_name);
  END IF;

  v_current := ARRAY(SELECT to_regprocedure(i) FROM unnest(v_identities) AS i WHERE to_regprocedure(i) IS NOT NULL);
  SELECT p.oid INTO v_function FROM pg_proc p
  WHERE p.oid = ANY (v_current) AND NOT (${IS_OURS}) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the function % belongs to another program, and its name is needed for one of ours', v_function
      USING HINT = format('Move it away first: CREATE SCHEMA before_mizan; ALTER ROUTINE %s SET SCHEMA before_mizan;', v_function);
  END IF;

  FOREACH v_name IN ARRAY v_views LOOP
    BEGIN
      EXECUTE format('DROP VIEW IF EXISTS public.%I', v_name);
    EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
    END;
  END LOOP;
  FOR v_function IN
    SELECT p.oid FROM pg_proc p
    WHERE p.pronamespace = to_regnamespace('ledger_access')
       OR (p.pronamespace = 'public'::regnamespace AND p.proname = ANY (v_names) AND ${IS_OURS})
  LOOP
    BEGIN
      EXECUTE format('DROP FUNCTION %s', v_function);
    EXCEPTION WHEN dependent_objects_still_exist THEN
      IF v_function <> ALL (v_current) THEN
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, anon, authenticated, service_role', v_function);
      END IF;
    END;
  END LOOP;
END
$ledger$;

CREATE SCHEMA IF NOT EXISTS ledger_access;
REVOKE ALL ON SCHEMA ledger, ledger_access FROM PUBLIC, anon, authenticated;
GRANT USAGE ON SCHEMA ledger, ledger_access TO service_role;`;

function textArray(values: readonly string[]): string {
  return `ARRAY[\n    ${values.map((value) => `'${value}'`).join(',\n    ')}]`;
}
