-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE zakat_assessments (
  number           bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  id               uuid PRIMARY KEY,
  hash             bytea NOT NULL CHECK (octet_length(hash) = 32),
  period           text NOT NULL CHECK (period ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
  valuation_date   date NOT NULL,
  hijri_date       text NOT NULL CHECK (hijri_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  provisional      boolean NOT NULL,
  height           bigint NOT NULL REFERENCES blocks,
  -- 0 for what stands before the first version.
  policy_version   integer NOT NULL CHECK (policy_version >= 0),
  time_zone        text NOT NULL CHECK (time_zone <> ''),
  calendar_version integer NOT NULL CHECK (calendar_version >= 0),
  nisab            uuid NOT NULL REFERENCES zakat_nisab,
  wallets          integer NOT NULL CHECK (wallets >= 0),
  due_count        integer NOT NULL CHECK (due_count BETWEEN 0 AND wallets),
  due_units        bigint NOT NULL CHECK (due_units >= 0),
  -- Wallets of each reason.
  by_reason        jsonb NOT NULL CHECK (jsonb_typeof(by_reason) = 'object'),
  author           text NOT NULL CHECK (author <> ''),
  created_at       timestamptz NOT NULL
);
-- Without foreign keys, which would be asked for each of a hundred thousand rows; wallets are never taken out.
CREATE TABLE zakat_assessment_lines (
  assessment_id  uuid NOT NULL,
  position       integer NOT NULL CHECK (position >= 0),
  wallet_address bytea NOT NULL,
  balance        bigint NOT NULL CHECK (balance >= 0),
  debts          numeric NOT NULL CHECK (debts >= 0),
  net            bigint NOT NULL,
  nisab          bigint NOT NULL CHECK (nisab > 0),
  hawl_from      date,
  hawl_until     date,
  due            bigint NOT NULL,
  reason         text NOT NULL,
  days_left      integer CHECK (days_left > 0),
  PRIMARY KEY (assessment_id, position),
  UNIQUE (assessment_id, wallet_address),
  CONSTRAINT zakat_assessment_lines_net CHECK (net = greatest(balance - debts, 0)),
  CONSTRAINT zakat_assessment_lines_hawl CHECK (hawl_until > hawl_from),
  CONSTRAINT zakat_assessment_lines_at_most_net CHECK (due >= 0 AND due <= net),
  CONSTRAINT zakat_assessment_lines_due CHECK ((reason = 'DUE') = (due > 0))
);
CREATE INDEX zakat_assessment_lines_reason ON zakat_assessment_lines (assessment_id, reason, position);
CREATE TRIGGER zakat_assessments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON zakat_assessments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER zakat_assessment_lines_append_only BEFORE UPDATE OR TRUNCATE ON zakat_assessment_lines
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
CREATE FUNCTION refuse_closed_assessments() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $guard$
BEGIN
  IF EXISTS (SELECT FROM touched JOIN zakat_assessments a ON a.id = touched.assessment_id)
     AND current_setting('mizan.restoring', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'an assessment that is closed does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$guard$;
CREATE TRIGGER zakat_assessment_lines_closed_add AFTER INSERT ON zakat_assessment_lines
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_assessments();
CREATE TRIGGER zakat_assessment_lines_closed_delete AFTER DELETE ON zakat_assessment_lines
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_assessments();
CREATE FUNCTION audit_zakat_assessment() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $audit$

BEGIN
  
  PERFORM append_audit('zakat_assessed', NEW.id::text, jsonb_build_object(
    'hash', encode(NEW.hash, 'hex'), 'period', NEW.period, 'valuation', to_char(NEW.valuation_date, 'YYYY-MM-DD'),
    'height', NEW.height, 'wallets', NEW.wallets, 'due', NEW.due_count, 'units', NEW.due_units::text), NEW.author);
  RETURN NULL;
END
$audit$;
CREATE CONSTRAINT TRIGGER audit_zakat_assessment AFTER INSERT ON zakat_assessments DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION audit_zakat_assessment();
INSERT INTO migrations ("timestamp", name) VALUES (1795806230000, 'AssessZakat1795806230000');
RESET search_path;
