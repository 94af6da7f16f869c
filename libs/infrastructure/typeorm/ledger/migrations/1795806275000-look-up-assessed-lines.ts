import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ISSUE_RECEIPTS_OF_ASSESSMENTS } from './1795806260000-run-assessments.js';

/**
 * Receipts look up the lines of their wallets. Joined, the planner read all lines of the assessment for each block of a run: at
 * a hundred thousand, that took two thirds of the run's time in the database.
 */
export class LookUpAssessedLines1795806275000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ISSUE_RECEIPTS_OF_LOOKED_UP_LINES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(ISSUE_RECEIPTS_OF_ASSESSMENTS);
  }
}

/** As it was, but the line is looked up (`OFFSET 0` keeps the planner from a join), and the last serial read once and not for each row. */
const ISSUE_RECEIPTS_OF_LOOKED_UP_LINES = `
-- p_charged: objects with transaction_key, run_id, wallet_address in hex and the columns of the table that are known.
CREATE OR REPLACE FUNCTION issue_zakat_receipts(p_charged jsonb) RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $issue$
  WITH charged AS (
    SELECT c.*, r.assessment_id, coalesce(r.period, r.repeated_period, '_' || to_char(r.started_at AT TIME ZONE 'UTC', 'YYYY')) AS series
    FROM jsonb_to_recordset(p_charged) AS c(
      transaction_key bigint, run_id uuid, wallet_address text, balance bigint)
    JOIN zakat_runs r ON r.id = c.run_id
  ), issued AS MATERIALIZED (
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
    LEFT JOIN LATERAL (SELECT balance, debts FROM zakat_assessment_lines
                       WHERE assessment_id = a.id AND wallet_address = decode(c.wallet_address, 'hex') OFFSET 0) AS l ON true
$issue$`;
