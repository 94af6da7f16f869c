import { createHash } from 'node:crypto';
import { supabaseStatements } from '../supabase-statements.js';
import { COMPATIBLE_VIEWS } from './compatible-views.js';
import { EXPOSURE } from './exposure-sql.js';
import { functionSql } from './function-sql.js';
import { PREPARE } from './prepare-sql.js';

/**
 * What stands between the REST interface and the tables: functions, views, the writer's lease, and who may do what. It
 * replaces what an earlier version made, so it can be run again at any time, also to take back a grant.
 */
export function accessSql(): string {
  const body = [PREPARE, LEASE, DIGEST, EXPOSURE, COMPATIBLE_VIEWS, ...supabaseStatements.map(functionSql), CLOSE].join(
    '\n\n',
  );
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

const LEASE = `CREATE TABLE IF NOT EXISTS ledger_access.writer_lease (
  single     boolean PRIMARY KEY DEFAULT true CHECK (single),
  holder     uuid NOT NULL,
  fence      bigint NOT NULL CHECK (fence > 0),
  lasts      interval NOT NULL,
  expires_at timestamptz NOT NULL
);

-- An append renews the lease by the way, and keeps the row locked until it commits, so nobody takes the lease over in
-- between. The first block needs no lease: it is the same whoever stores it.
CREATE OR REPLACE FUNCTION ledger_access.demand_writer_lease(p_fence bigint) RETURNS void
LANGUAGE plpgsql SET search_path = ledger, pg_temp AS $ledger$
BEGIN
  UPDATE ledger_access.writer_lease SET expires_at = clock_timestamp() + lasts WHERE fence = p_fence;
  IF NOT FOUND AND EXISTS (SELECT FROM blocks) THEN
    RAISE EXCEPTION 'the writer''s lease has passed to another server' USING ERRCODE = 'MZ010';
  END IF;
END
$ledger$;`;

const DIGEST = `CREATE OR REPLACE FUNCTION ledger_access.digest() RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $ledger$ SELECT '${DIGEST_PLACE}'::text $ledger$;`;

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
