import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An assessment is closed with all of its lines or not at all, also when another process removes lines that it takes for those of
 * an assessment that was cut off. Closing and removing wait for each other, and the one that comes second sees what the first did.
 */
export class WholeAssessments1795806270000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE_PARTIAL_ASSESSMENTS);
    await runner.query(
      refuseClosedAssessments(`
  IF TG_OP = 'DELETE' THEN ${LOCK} END IF;`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER zakat_assessments_whole ON zakat_assessments');
    await runner.query('DROP FUNCTION refuse_partial_assessments');
    await runner.query(refuseClosedAssessments(''));
  }
}

const LOCK = `PERFORM pg_advisory_xact_lock(hashtextextended('mizan:zakat-assessments:' || current_schema, 0));`;

const REFUSE_PARTIAL_ASSESSMENTS = `
CREATE FUNCTION refuse_partial_assessments() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $guard$
BEGIN
  ${LOCK}
  IF (SELECT count(*) FROM zakat_assessment_lines WHERE assessment_id = NEW.id) <> NEW.wallets THEN
    RAISE EXCEPTION 'an assessment is closed once all of its lines are there' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$guard$;
CREATE TRIGGER zakat_assessments_whole AFTER INSERT ON zakat_assessments
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION refuse_partial_assessments()`;

function refuseClosedAssessments(before: string): string {
  return `
CREATE OR REPLACE FUNCTION refuse_closed_assessments() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $guard$
BEGIN${before}
  IF EXISTS (SELECT FROM touched JOIN zakat_assessments a ON a.id = touched.assessment_id)
     AND current_setting('mizan.restoring', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'an assessment that is closed does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$guard$`;
}
