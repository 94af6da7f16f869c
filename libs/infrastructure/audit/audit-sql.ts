/**
 * The audit trail of a schema. Each row's hash covers the row and the hash before it, so a row that is changed, taken out or
 * slipped in breaks every one after it; who notes the latest hash elsewhere also notices when the end is cut off. Triggers
 * on the tables of the effects write it, in the effect's transaction, for every cause.
 *
 * They are deferred to the commit: the trail is a queue of one, and no transaction may hold its place in it while it works.
 */
export const CREATE_AUDIT_LOG = `
CREATE TABLE audit_log (
  number    bigint PRIMARY KEY CHECK (number > 0),
  at        timestamptz NOT NULL,
  actor     text NOT NULL CHECK (actor <> ''),
  action    text NOT NULL CHECK (action <> ''),
  subject   text NOT NULL,
  details   jsonb NOT NULL,
  -- Unique, so that two rows can never follow the same one.
  prev_hash bytea NOT NULL UNIQUE CHECK (octet_length(prev_hash) = 32),
  hash      bytea NOT NULL CHECK (octet_length(hash) = 32)
);
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- The actor is who the transaction says it acts for (setting mizan.actor), else the system itself. What is hashed: the hash
-- before, then number, time in microseconds, actor, action, subject and details, each after its length in bytes and a colon.
CREATE FUNCTION append_audit(p_action text, p_subject text, p_details jsonb, p_actor text DEFAULT NULL)
RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $append$
DECLARE
  v_actor  text := coalesce(nullif(p_actor, ''), nullif(current_setting('mizan.actor', true), ''), 'system');
  v_number bigint;
  v_prev   bytea;
  v_at     timestamptz;
  v_hash   bytea;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('mizan:audit:' || current_schema, 0));
  SELECT number, hash INTO v_number, v_prev FROM audit_log ORDER BY number DESC LIMIT 1;
  v_number := coalesce(v_number, 0) + 1;
  v_prev := coalesce(v_prev, sha256(convert_to('mizan audit trail of ' || current_schema, 'UTF8')));
  v_at := clock_timestamp();
  SELECT sha256(v_prev || convert_to(string_agg(octet_length(convert_to(f, 'UTF8')) || ':' || f, '' ORDER BY place), 'UTF8')) INTO v_hash
  FROM unnest(ARRAY[v_number::text, (extract(epoch FROM v_at) * 1000000)::bigint::text, v_actor, p_action, p_subject, p_details::text])
    WITH ORDINALITY AS u(f, place);
  INSERT INTO audit_log (number, at, actor, action, subject, details, prev_hash, hash)
  VALUES (v_number, v_at, v_actor, p_action, p_subject, p_details, v_prev, v_hash);
END
$append$;`;

/** What a restore brings back has its rows in the trail already. */
const NOT_RESTORING = `current_setting('mizan.restoring', true) IS DISTINCT FROM 'on'`;

/**
 * Writes a row of the trail for each row that `event` touches and `when` holds for, as `statement` (plpgsql, with NEW and
 * OLD) says.
 */
export function auditTrigger(options: {
  name: string;
  event: string;
  table: string;
  when?: string;
  declare?: string;
  statement: string;
}): string {
  const { name, event, table, when, declare = '', statement } = options;
  return `
CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $audit$
${declare && `DECLARE ${declare}`}
BEGIN
  ${statement}
  RETURN NULL;
END
$audit$;
CREATE CONSTRAINT TRIGGER ${name} AFTER ${event} ON ${table} DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (${NOT_RESTORING}${when ? ` AND ${when}` : ''}) EXECUTE FUNCTION ${name}();`;
}
