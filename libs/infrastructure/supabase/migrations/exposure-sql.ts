/**
 * `ledger_access.exposed()`: what of ours `anon` or `authenticated` can reach, in words for the operator. It follows what the
 * database has recorded (views, rules, `BEGIN ATOMIC` bodies, inheritance) to any depth. A body that is a string is only text
 * to the database, so it is searched for our names; SQL that a function puts together while it runs cannot be seen.
 */
export const EXPOSURE = String.raw`-- Whether a body names a relation (or a function). A name without its schema counts when the search path leads there.
CREATE OR REPLACE FUNCTION ledger_access.mentions(p_source text, p_path text, p_schema text, p_name text, p_is_function boolean)
RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $ledger$
  SELECT p_source ~* concat(
    CASE WHEN p_is_function THEN '(?<![\w$."])' ELSE
      '(?:\m(?:from|join|into|update|table|using|copy)[\s(]+(?:only[\s(]+)?'
      '|\mfrom\s(?:(?!\m(?:where|group|order|having|limit|select)\M)[^;])*,\s*)' END,
    '(?:"?', regexp_replace(p_schema, '(\W)', '\\\1', 'g'), '"?\s*\.\s*)',
    CASE
      WHEN p_path IS NOT NULL THEN
        CASE WHEN concat(',', p_path, ',') ~* concat(',\s*"?', regexp_replace(p_schema, '(\W)', '\\\1', 'g'), '"?\s*,') THEN '?' END
      WHEN p_schema = 'public' THEN '?'
      WHEN p_is_function THEN CASE WHEN p_schema NOT IN ('ledger', 'ledger_access') THEN '?' END
      WHEN to_regclass(format('public.%I', p_name)) IS NULL THEN '?'
    END,
    '"?', regexp_replace(p_name, '(\W)', '\\\1', 'g'), '"?',
    CASE WHEN p_is_function THEN '\s*\(' ELSE '(?![\w$.])' END)
$ledger$;

CREATE OR REPLACE FUNCTION ledger_access.exposed() RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $ledger$
  WITH RECURSIVE actors AS (
    -- Also roles whose privileges are not inherited: SET ROLE gives them.
    SELECT o.rolname AS outsider, r.oid, nullif(r.rolname, o.rolname) AS via
    FROM pg_roles o JOIN pg_roles r ON pg_has_role(o.oid, r.oid, 'MEMBER') WHERE o.rolname IN ('anon', 'authenticated')),
  ours AS (
    SELECT 'pg_class'::regclass::oid AS kind, c.oid FROM pg_class c
    WHERE c.relnamespace IN ('ledger'::regnamespace, 'ledger_access'::regnamespace) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT 'pg_proc'::regclass::oid, p.oid FROM pg_proc p
    WHERE p.pronamespace IN ('ledger'::regnamespace, 'ledger_access'::regnamespace)
       OR (p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'ledger\_%' AND p.prosecdef
           AND 'search_path=ledger, pg_temp' = ANY (p.proconfig))),
  -- The text as it stands, and once more without comments, which may stand between FROM and a name.
  texts AS MATERIALIZED (
    SELECT p.oid, (SELECT substring(c FROM '=(.*)') FROM unnest(p.proconfig) AS c WHERE c LIKE 'search\_path=%') AS path,
           concat(p.prosrc, E'\n', regexp_replace(regexp_replace(p.prosrc, '/\*.*?\*/', ' ', 'g'), '--[^\n]*', ' ', 'g')) AS source
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosqlbody IS NULL AND l.lanname NOT IN ('internal', 'c')
      AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
      AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM ours o WHERE o.kind = 'pg_proc'::regclass AND o.oid = p.oid)),
  reached AS (
    SELECT kind, oid FROM ours
    UNION
    SELECT 'pg_proc'::regclass::oid, t.oid FROM texts t
    WHERE concat(',', t.path, ',') ~* ',\s*"?ledger(?:_access)?"?\s*,'
       OR t.source ~* '(?<![\w$."/@-])"?ledger(?:_access)?"?\s*\.(?!\s|$)'
       OR t.source ~* '\msearch_path\M[^;]*\mledger(?:_access)?\M'
    UNION
    SELECT e.kind, e.oid FROM reached r, LATERAL (
      SELECT d.classid AS kind, d.objid AS oid FROM pg_depend d WHERE d.refclassid = r.kind AND d.refobjid = r.oid
      UNION ALL
      SELECT 'pg_class'::regclass, w.ev_class FROM pg_rewrite w WHERE r.kind = 'pg_rewrite'::regclass AND w.oid = r.oid
      UNION ALL
      SELECT 'pg_class'::regclass, i.inhparent FROM pg_inherits i WHERE r.kind = 'pg_class'::regclass AND i.inhrelid = r.oid
      UNION ALL
      SELECT 'pg_class'::regclass, i.inhrelid FROM pg_inherits i WHERE r.kind = 'pg_class'::regclass AND i.inhparent = r.oid
      UNION ALL
      SELECT 'pg_proc'::regclass, t.oid FROM pg_class c, texts t
      WHERE r.kind = 'pg_class'::regclass AND c.oid = r.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND ledger_access.mentions(t.source, t.path, c.relnamespace::regnamespace::text, c.relname, false)
      UNION ALL
      SELECT 'pg_proc'::regclass, t.oid FROM pg_proc p, texts t
      WHERE r.kind = 'pg_proc'::regclass AND p.oid = r.oid
        AND ledger_access.mentions(t.source, t.path, p.pronamespace::regnamespace::text, p.proname, true)) AS e),
  holes AS (
    SELECT a.outsider, a.via, format('use %s', c.oid::regclass) AS deed
    FROM reached r JOIN pg_class c ON r.kind = 'pg_class'::regclass AND c.oid = r.oid, actors a
    WHERE CASE
      WHEN c.relkind = 'S' THEN has_sequence_privilege(a.oid, c.oid, 'USAGE, SELECT, UPDATE')
      WHEN c.relkind IN ('r', 'p', 'v', 'm', 'f') THEN has_any_column_privilege(a.oid, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
        OR has_table_privilege(a.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER') END
    UNION ALL
    -- A function of others matters when it runs as its owner and can be called by its name.
    SELECT a.outsider, a.via, format('call %s', p.oid::regprocedure)
    FROM reached r JOIN pg_proc p ON r.kind = 'pg_proc'::regclass AND p.oid = r.oid, actors a
    WHERE has_function_privilege(a.oid, p.oid, 'EXECUTE')
      AND (EXISTS (SELECT FROM ours o WHERE o.kind = r.kind AND o.oid = r.oid)
           OR (p.prosecdef AND has_schema_privilege(a.oid, p.pronamespace, 'USAGE')))),
  tables AS (
    SELECT c.oid, c.relrowsecurity FROM ours o JOIN pg_class c ON o.kind = 'pg_class'::regclass AND c.oid = o.oid
    WHERE c.relkind IN ('r', 'p')),
  findings AS (
    SELECT concat(outsider, ' may ', deed, ', as ' || string_agg(via, ', ' ORDER BY via)) AS finding FROM holes GROUP BY outsider, deed
    UNION ALL
    SELECT format('row-level security is off on %s', t.oid::regclass) FROM tables t WHERE NOT t.relrowsecurity
    UNION ALL
    SELECT format('%s has the policy %s', p.polrelid::regclass, p.polname) FROM pg_policy p WHERE p.polrelid IN (SELECT oid FROM tables))
  SELECT coalesce(array_agg(finding ORDER BY finding), '{}') FROM findings
$ledger$;`;
