/** A way in which an operator opens what is ours to the public, by mistake. */
export interface Hole {
  readonly what: string;
  /** Statements as superuser. */
  readonly opening: string;
  /** What undoes it, where running the access file again does not. */
  readonly closing?: string;
  /** What `anon` can do while it is open. */
  readonly abuse?: string;
  readonly finding: RegExp;
}

const E_MAILS = 'SELECT email FROM ledger.users';
const DEFINER = 'LANGUAGE sql SECURITY DEFINER';

/** Seen in the privileges of our own tables, views and functions. */
export const plainHoles: readonly Hole[] = [
  {
    what: 'a table',
    opening: 'GRANT SELECT ON ledger.users TO anon',
    finding: /anon may use ledger\.users/,
  },
  {
    what: 'one column',
    opening: 'GRANT SELECT (email) ON ledger.users TO authenticated',
    finding: /authenticated may use ledger\.users/,
  },
  { what: 'everybody', opening: 'GRANT SELECT ON ledger.blocks TO PUBLIC', finding: /anon may use ledger\.blocks/ },
  { what: 'a view', opening: 'GRANT SELECT ON public.users TO anon', finding: /anon may use public\.users/ },
  {
    what: 'a sequence',
    opening: 'GRANT UPDATE ON SEQUENCE ledger.migrations_id_seq TO anon; GRANT USAGE ON SCHEMA ledger TO anon',
    abuse: `SELECT nextval('ledger.migrations_id_seq')`,
    finding: /anon may use ledger\.migrations_id_seq/,
  },
  {
    what: 'a function',
    opening: 'GRANT EXECUTE ON FUNCTION public.ledger_chain_tip() TO anon',
    abuse: 'SELECT public.ledger_chain_tip()',
    finding: /anon may call public\.ledger_chain_tip/,
  },
  {
    what: 'a table without its policy',
    opening: 'ALTER TABLE ledger.outputs DISABLE ROW LEVEL SECURITY',
    finding: /security is off on ledger\.outputs/,
  },
  {
    what: 'a policy',
    opening: 'CREATE POLICY leak ON ledger.users USING (true)',
    closing: 'DROP POLICY leak ON ledger.users',
    finding: /ledger\.users has the policy leak/,
  },
];

/** Seen only by following what stands on our tables, or what the public roles are members of. */
export const deepHoles: readonly Hole[] = [
  {
    what: "a dashboard's own view",
    opening: 'CREATE VIEW public.richest AS SELECT * FROM ledger.outputs; GRANT SELECT ON public.richest TO anon',
    closing: 'DROP VIEW public.richest',
    abuse: 'TABLE public.richest',
    finding: /anon may use public\.richest/,
  },
  {
    what: 'a view on a view',
    opening: `CREATE VIEW public.inner_view AS ${E_MAILS}; CREATE VIEW public.outer_view AS TABLE public.inner_view;
      GRANT SELECT ON public.outer_view TO anon`,
    closing: 'DROP VIEW public.inner_view CASCADE',
    abuse: 'TABLE public.outer_view',
    finding: /anon may use public\.outer_view$/m,
  },
  {
    what: 'one column of a view on a view',
    opening: `CREATE VIEW public.inner_view AS ${E_MAILS}; CREATE VIEW public.outer_view AS TABLE public.inner_view;
      GRANT SELECT (email) ON public.outer_view TO anon`,
    closing: 'DROP VIEW public.inner_view CASCADE',
    abuse: 'SELECT email FROM public.outer_view',
    finding: /anon may use public\.outer_view$/m,
  },
  {
    what: 'a materialized view of a view',
    opening: `CREATE VIEW public.inner_view AS ${E_MAILS}; CREATE MATERIALIZED VIEW public.stored AS TABLE public.inner_view;
      GRANT SELECT ON public.stored TO anon`,
    closing: 'DROP VIEW public.inner_view CASCADE',
    abuse: 'TABLE public.stored',
    finding: /anon may use public\.stored$/m,
  },
  {
    what: 'a SECURITY DEFINER function with BEGIN ATOMIC',
    opening: `CREATE FUNCTION public.parsed() RETURNS SETOF text ${DEFINER} BEGIN ATOMIC ${E_MAILS}; END`,
    closing: 'DROP FUNCTION public.parsed()',
    abuse: 'SELECT public.parsed()',
    finding: /anon may call public\.parsed\(\)$/m,
  },
  {
    what: 'a SECURITY DEFINER function that calls another over a view',
    opening: `CREATE VIEW public.inner_view AS ${E_MAILS};
      CREATE FUNCTION public.middle() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC SELECT email FROM public.inner_view; END;
      CREATE FUNCTION public.outermost() RETURNS SETOF text ${DEFINER} BEGIN ATOMIC SELECT public.middle(); END`,
    closing: 'DROP VIEW public.inner_view CASCADE',
    abuse: 'SELECT public.outermost()',
    finding: /anon may call public\.outermost\(\)$/m,
  },
  {
    what: 'a SECURITY DEFINER function whose body is a string',
    opening: `CREATE FUNCTION public.told() RETURNS SETOF text ${DEFINER} AS 'SELECT email FROM Ledger."users"'`,
    closing: 'DROP FUNCTION public.told()',
    abuse: 'SELECT public.told()',
    finding: /anon may call public\.told\(\)$/m,
  },
  {
    what: 'a SECURITY DEFINER function whose search path is ours',
    opening: `CREATE FUNCTION public.led() RETURNS SETOF text ${DEFINER} SET search_path = ledger AS 'SELECT email FROM users'`,
    closing: 'DROP FUNCTION public.led()',
    abuse: 'SELECT public.led()',
    finding: /anon may call public\.led\(\)$/m,
  },
  {
    what: 'a SECURITY DEFINER function that names a view of ours without its schema',
    opening: `CREATE FUNCTION public.named() RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
      'BEGIN RETURN QUERY SELECT u.email FROM blocks b RIGHT JOIN -- everybody
         users u ON true; END'`,
    closing: 'DROP FUNCTION public.named()',
    abuse: 'SELECT public.named()',
    finding: /anon may call public\.named\(\)$/m,
  },
  {
    what: 'a SECURITY DEFINER function with a view of ours in a list',
    opening: `CREATE FUNCTION public.listed() RETURNS SETOF text ${DEFINER} AS
      'SELECT u.email FROM (VALUES (1)) AS v (n), public.users AS u WHERE n = 1 ORDER BY n'`,
    closing: 'DROP FUNCTION public.listed()',
    abuse: 'SELECT public.listed()',
    finding: /anon may call public\.listed\(\)$/m,
  },
  {
    what: 'a SECURITY DEFINER function that calls one of ours',
    opening: `CREATE FUNCTION public.wrapped() RETURNS json ${DEFINER} AS 'SELECT public.ledger_chain_tip()'`,
    closing: 'DROP FUNCTION public.wrapped()',
    abuse: 'SELECT public.wrapped()',
    finding: /anon may call public\.wrapped\(\)$/m,
  },
  {
    what: 'a materialized view of a function whose body is a string',
    opening: `CREATE FUNCTION public.told() RETURNS SETOF text LANGUAGE sql AS '${E_MAILS}';
      CREATE MATERIALIZED VIEW public.stored AS SELECT told FROM public.told(); GRANT SELECT ON public.stored TO anon`,
    closing: 'DROP FUNCTION public.told() CASCADE',
    abuse: 'TABLE public.stored',
    finding: /anon may use public\.stored$/m,
  },
  {
    what: 'a table that ours was made to inherit from',
    opening: `CREATE TABLE public.people (email text); ALTER TABLE ledger.users INHERIT public.people;
      GRANT SELECT ON public.people TO anon`,
    closing: 'ALTER TABLE ledger.users NO INHERIT public.people; DROP TABLE public.people',
    abuse: 'TABLE public.people',
    finding: /anon may use public\.people$/m,
  },
  {
    what: 'a table with a rule that writes into ours',
    opening: `CREATE TABLE public.inbox (message text);
      CREATE RULE copy AS ON INSERT TO public.inbox DO ALSO DELETE FROM ledger.users;
      GRANT INSERT ON public.inbox TO anon`,
    closing: 'DROP TABLE public.inbox',
    abuse: `INSERT INTO public.inbox VALUES ('x')`,
    finding: /anon may use public\.inbox$/m,
  },
  {
    what: 'a role whose privileges anon inherits',
    opening: 'CREATE ROLE readers; GRANT SELECT (email) ON ledger.users TO readers; GRANT readers TO anon',
    closing: 'DROP OWNED BY readers; DROP ROLE readers',
    finding: /anon may use ledger\.users, as readers$/m,
  },
  {
    what: 'a role whose privileges anon has only after SET ROLE',
    opening: `CREATE ROLE readers; GRANT SELECT ON ledger.users TO readers; GRANT USAGE ON SCHEMA ledger TO readers;
      GRANT readers TO anon WITH INHERIT FALSE`,
    closing: 'DROP OWNED BY readers; DROP ROLE readers',
    abuse: 'SET LOCAL ROLE readers; TABLE ledger.users',
    finding: /anon may use ledger\.users, as readers$/m,
  },
];

/** What looks like one of {@link deepHoles} and opens nothing. */
export const HARMLESS = `
  CREATE SCHEMA shop; CREATE SCHEMA secluded; GRANT USAGE ON SCHEMA shop TO PUBLIC;
  CREATE TABLE shop.users (name text); CREATE TABLE public.outputs (name text);
  CREATE FUNCTION public.theirs() RETURNS SETOF text ${DEFINER} SET search_path = '' AS 'SELECT name FROM shop.users';
  CREATE FUNCTION shop.bare() RETURNS SETOF text ${DEFINER} SET search_path = shop AS 'SELECT name FROM users';
  CREATE FUNCTION public.own_table() RETURNS SETOF text ${DEFINER} AS 'SELECT name FROM outputs';
  CREATE FUNCTION public.prose() RETURNS text ${DEFINER} AS $$ SELECT 'entered in the ledger. Users and blocks: none' $$;
  CREATE FUNCTION public.invoker() RETURNS SETOF text LANGUAGE sql AS '${E_MAILS}';
  CREATE FUNCTION public.shut() RETURNS SETOF text ${DEFINER} BEGIN ATOMIC ${E_MAILS}; END;
  REVOKE EXECUTE ON FUNCTION public.shut() FROM PUBLIC;
  CREATE FUNCTION secluded.away() RETURNS SETOF text ${DEFINER} AS '${E_MAILS}';
  CREATE FUNCTION public.on_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
    'BEGIN PERFORM FROM ledger.users; RETURN NULL; END';
  CREATE TABLE shop.notes (owner uuid REFERENCES ledger.users (id)); GRANT SELECT ON shop.notes TO anon;`;

export const HARMLESS_GONE = `DROP SCHEMA shop, secluded CASCADE; DROP TABLE public.outputs;
  DROP FUNCTION public.theirs(), public.own_table(), public.prose(), public.invoker(), public.shut(), public.on_change()`;
