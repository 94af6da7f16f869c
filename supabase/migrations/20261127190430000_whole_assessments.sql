-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE FUNCTION refuse_partial_assessments() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $guard$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('mizan:zakat-assessments:' || current_schema, 0));
  IF (SELECT count(*) FROM zakat_assessment_lines WHERE assessment_id = NEW.id) <> NEW.wallets THEN
    RAISE EXCEPTION 'an assessment is closed once all of its lines are there' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$guard$;
CREATE TRIGGER zakat_assessments_whole AFTER INSERT ON zakat_assessments
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION refuse_partial_assessments();
CREATE OR REPLACE FUNCTION refuse_closed_assessments() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $guard$
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM pg_advisory_xact_lock(hashtextextended('mizan:zakat-assessments:' || current_schema, 0)); END IF;
  IF EXISTS (SELECT FROM touched JOIN zakat_assessments a ON a.id = touched.assessment_id)
     AND current_setting('mizan.restoring', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'an assessment that is closed does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$guard$;
INSERT INTO migrations ("timestamp", name) VALUES (1795806270000, 'WholeAssessments1795806270000');
RESET search_path;
