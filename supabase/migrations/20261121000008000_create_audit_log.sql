-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE FUNCTION refuse_rewriting_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END $$;
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
$append$;
CREATE FUNCTION audit_block() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $audit$
DECLARE v_before bigint;
BEGIN
  
  SELECT supply INTO v_before FROM blocks WHERE height = NEW.height - 1;
  PERFORM append_audit('block_appended', NEW.height::text, jsonb_build_object(
    'hash', encode(NEW.hash, 'hex'), 'transactions', NEW.transaction_count,
    'minted', (NEW.supply - coalesce(v_before, 0))::text, 'supply', NEW.supply::text));
  RETURN NULL;
END
$audit$;
CREATE CONSTRAINT TRIGGER audit_block AFTER INSERT ON blocks DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION audit_block();
CREATE FUNCTION audit_zakat_start() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $audit$

BEGIN
  
  PERFORM append_audit('zakat_run_started', NEW.id::text, jsonb_build_object(
    'pool', encode(NEW.pool_address, 'hex'), 'period', NEW.period));
  RETURN NULL;
END
$audit$;
CREATE CONSTRAINT TRIGGER audit_zakat_start AFTER INSERT ON zakat_runs DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION audit_zakat_start();
CREATE FUNCTION audit_zakat_end() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $audit$

BEGIN
  
  PERFORM append_audit('zakat_run_completed', NEW.id::text, (
    SELECT jsonb_build_object('charged', count(*), 'total', coalesce(sum(amount), 0)::text)
    FROM zakat_records WHERE run_id = NEW.id));
  RETURN NULL;
END
$audit$;
CREATE CONSTRAINT TRIGGER audit_zakat_end AFTER UPDATE OF completed_at ON zakat_runs DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on' AND OLD.completed_at IS NULL AND NEW.completed_at IS NOT NULL) EXECUTE FUNCTION audit_zakat_end();
CREATE FUNCTION audit_companions(p_companions jsonb) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $companions$
BEGIN
  PERFORM append_audit(c.action, c.subject, c.details::jsonb, c.actor)
  FROM jsonb_to_recordset(p_companions) AS c(kind text, action text, subject text, details text, actor text)
  WHERE c.kind = 'audit';
END
$companions$;
CREATE OR REPLACE FUNCTION store_companions(p_height bigint, p_first_transaction bigint, p_companions jsonb)
RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $companions$
DECLARE
  v_claims jsonb;
BEGIN
  PERFORM audit_companions(p_companions);
  INSERT INTO zakat_records (run_id, user_id, wallet_address, amount, height, transaction_key, created_at)
  SELECT c.run_id, c.user_id, decode(c.wallet_address, 'hex'), c.amount, p_height, p_first_transaction + c.position, c.created_at
  FROM jsonb_to_recordset(p_companions) AS c(kind text, position integer, run_id uuid, user_id uuid, wallet_address text,
                                             amount bigint, created_at timestamptz)
  WHERE c.kind = 'zakat_record';

  SELECT jsonb_agg(c || jsonb_build_object('transaction_key', p_first_transaction + (c ->> 'position')::bigint)) INTO v_claims
  FROM jsonb_array_elements(p_companions) AS c WHERE c ->> 'kind' = 'idempotency_key';
  IF v_claims IS NOT NULL THEN PERFORM claim_idempotency_keys(v_claims); END IF;
END
$companions$;
INSERT INTO migrations ("timestamp", name) VALUES (1795219208000, 'CreateAuditLog1795219208000');
RESET search_path;
