import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Approvals of assessments, and the runs that charge what was approved. Such a run is a row of `zakat_runs` too, but a period
 * may have several: what a wallet is charged once for is kept with its deduction, whatever route or pool made it.
 */
export class RunAssessments1795806260000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPROVALS);
    await runner.query(RUNS);
    await runner.query(RECORDS);
    await runner.query(REFUSE_UNAPPROVED_RUNS);
    await runner.query(ISSUE_RECEIPTS_OF_ASSESSMENTS);
    for (const trigger of TRIGGERS) await runner.query(auditTrigger(trigger));
  }

  async down(): Promise<void> {
    throw new Error('what was approved is part of the audit trail, which is not taken down');
  }
}

const APPROVALS = `
CREATE TABLE zakat_approvals (
  assessment_id uuid NOT NULL REFERENCES zakat_assessments,
  approved_by   text NOT NULL CHECK (approved_by <> ''),
  approved_at   timestamptz NOT NULL,
  PRIMARY KEY (assessment_id, approved_by)
);
CREATE TRIGGER zakat_approvals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON zakat_approvals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history()`;

const RUNS = `
ALTER TABLE zakat_runs
  ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY,
  ADD COLUMN assessment_id uuid REFERENCES zakat_assessments,
  ADD COLUMN begun_by text,
  ADD CONSTRAINT zakat_runs_one_per_assessment UNIQUE (assessment_id),
  ADD CONSTRAINT zakat_runs_number UNIQUE (number),
  ADD CONSTRAINT zakat_runs_of_assessment CHECK (num_nonnulls(assessment_id, begun_by) IN (0, 2)
    AND (assessment_id IS NULL OR period IS NOT NULL)),
  DROP CONSTRAINT zakat_runs_one_per_period;
CREATE UNIQUE INDEX zakat_runs_one_per_period ON zakat_runs (period) WHERE assessment_id IS NULL;
DROP INDEX zakat_runs_one_unfinished;
CREATE UNIQUE INDEX zakat_runs_one_unfinished ON zakat_runs ((true)) WHERE completed_at IS NULL AND assessment_id IS NULL;
CREATE TABLE zakat_shortfalls (
  run_id         uuid NOT NULL REFERENCES zakat_runs,
  wallet_address bytea NOT NULL REFERENCES wallet_profiles (wallet_address),
  kind           text NOT NULL CHECK (kind IN ('outstanding', 'failed')),
  PRIMARY KEY (run_id, wallet_address)
)`;

/** Earlier deductions have the period of their run; those of a run that repeated one have none, as their run has. */
const RECORDS = `
ALTER TABLE zakat_records ADD COLUMN period text;
UPDATE zakat_records z SET period = r.period FROM zakat_runs r WHERE r.id = z.run_id AND r.period IS NOT NULL;
ALTER TABLE zakat_records ADD CONSTRAINT zakat_records_once_per_period UNIQUE (period, wallet_address);
CREATE FUNCTION tell_period_of_deduction() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $period$
BEGIN
  NEW.period := (SELECT period FROM zakat_runs WHERE id = NEW.run_id);
  RETURN NEW;
END
$period$;
CREATE TRIGGER zakat_records_period BEFORE INSERT ON zakat_records
  FOR EACH ROW EXECUTE FUNCTION tell_period_of_deduction()`;

/** The last guard: before the first version of a policy stands a default, which asks for one approval at least. */
const REFUSE_UNAPPROVED_RUNS = `
CREATE FUNCTION refuse_unapproved_runs() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $guard$
BEGIN
  IF (SELECT a.provisional OR (SELECT count(*) FROM zakat_approvals p WHERE p.assessment_id = a.id)
             < coalesce((SELECT approvals FROM zakat_policies WHERE version = a.policy_version), 1)
      FROM zakat_assessments a WHERE a.id = NEW.assessment_id) THEN
    RAISE EXCEPTION 'an assessment is charged once it is approved' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$guard$;
CREATE TRIGGER zakat_runs_approved BEFORE INSERT ON zakat_runs
  FOR EACH ROW WHEN (NEW.assessment_id IS NOT NULL) EXECUTE FUNCTION refuse_unapproved_runs()`;

/** As it was, and of a deduction that was assessed what the assessment says of it. */
export const ISSUE_RECEIPTS_OF_ASSESSMENTS = `
-- p_charged: objects with transaction_key, run_id, wallet_address in hex and the columns of the table that are known.
CREATE OR REPLACE FUNCTION issue_zakat_receipts(p_charged jsonb) RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $issue$
  WITH charged AS (
    SELECT c.*, r.assessment_id, coalesce(r.period, r.repeated_period, '_' || to_char(r.started_at AT TIME ZONE 'UTC', 'YYYY')) AS series
    FROM jsonb_to_recordset(p_charged) AS c(
      transaction_key bigint, run_id uuid, wallet_address text, balance bigint)
    JOIN zakat_runs r ON r.id = c.run_id
  ), issued AS (
    SELECT s.series, coalesce((SELECT max(z.serial) FROM zakat_receipts z WHERE z.series = s.series), 0) AS last
    FROM (SELECT DISTINCT series FROM charged) AS s
  )
  INSERT INTO zakat_receipts (transaction_key, series, serial, balance, debts, nisab, rate_numerator, rate_denominator,
                              policy_version, valuation_date, hijri_date)
  SELECT c.transaction_key, c.series, i.last + row_number() OVER (PARTITION BY c.series ORDER BY c.transaction_key),
         -- Of a deduction that does not say so, as the history of the wallet has it.
         coalesce(l.balance, c.balance, (SELECT sum(h.credited - h.debited) FROM wallet_history h
           WHERE h.address = (SELECT id FROM addresses WHERE hash = decode(c.wallet_address, 'hex'))
             AND h.transaction_key < c.transaction_key)),
         l.debts,
         CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('standard', n.standard, 'grams', n.grams::text, 'price', n.price::text,
           'units', n.units::text, 'source', n.source, 'as_of', to_char(n.as_of, 'YYYY-MM-DD')) END,
         CASE p.rate WHEN 'solar' THEN 73 ELSE 1 END, CASE p.rate WHEN 'solar' THEN 2832 ELSE 40 END,
         a.policy_version, a.valuation_date, a.hijri_date
  FROM charged c JOIN issued i ON i.series = c.series
    LEFT JOIN zakat_assessments a ON a.id = c.assessment_id
    LEFT JOIN zakat_nisab n ON n.id = a.nisab
    LEFT JOIN zakat_policies p ON p.version = a.policy_version
    LEFT JOIN zakat_assessment_lines l ON l.assessment_id = a.id AND l.wallet_address = decode(c.wallet_address, 'hex')
$issue$`;

const TRIGGERS = [
  {
    name: 'audit_zakat_approval',
    event: 'INSERT',
    table: 'zakat_approvals',
    statement: `
  PERFORM append_audit('zakat_assessment_approved', NEW.assessment_id::text, '{}', NEW.approved_by);`,
  },
  {
    name: 'audit_zakat_run_of_assessment',
    event: 'INSERT',
    table: 'zakat_runs',
    when: 'NEW.assessment_id IS NOT NULL',
    statement: `
  PERFORM append_audit('zakat_assessment_run', NEW.id::text, jsonb_build_object('assessment', NEW.assessment_id), NEW.begun_by);`,
  },
];
